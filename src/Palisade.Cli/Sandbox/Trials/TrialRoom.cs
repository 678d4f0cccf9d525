using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using Palisade.Cli.Sandbox.Samples;
using Palisade.Protection.Tenants;
using Palisade.Trust.Delivery;

namespace Palisade.Cli.Sandbox.Trials;

/// <summary>
/// Where snapshots are tried, in a process that may be lost: tenants are made ready as a gateway makes them, and sites that a change touches are asked with samples, as
/// they are now and as they were.
/// </summary>
internal sealed class TrialRoom(TenantFleet fleet, IReadOnlyList<Sample> samples, Func<CancellationToken, Task<AskedGateway>> open) : IAsyncDisposable
{
    /// <summary>Most sites that are asked of one change: those of a change of what many share fare alike.</summary>
    private const int MostSites = 20;

    private const string WarmUp = "warm-up";

    /// <summary>How long sites are asked of one change. What is not asked by then is told as not asked.</summary>
    private static readonly TimeSpan MostTime = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, IReadOnlyList<ReadySite>> _sites = new(StringComparer.Ordinal);
    private readonly ConditionalWeakTable<ReadySite, IReadOnlyList<Fared>> _known = [];
    private readonly ConcurrentBag<AskedGateway> _idle = [];

    /// <summary>Makes a change ready and, where that is asked for, asks the sites that it touches.</summary>
    public async Task<TrialAnswer> TryAsync(TrialQuestion question, CancellationToken stop)
    {
        var change = ChangeText.Read(question);
        var pairs = new List<(ReadySite? Before, ReadySite Now)>();
        IReadOnlyList<TrialRefusal> refused = [];
        foreach (var tenant in fleet.Apply(change))
        {
            // A tenant that comes whole begins anew: there is nothing good to compare with.
            var isNew = question.IsWhole && tenant.Name == change.Tenant;
            var before = (isNew ? [] : _sites.GetValueOrDefault(tenant.Name, [])).ToDictionary(s => s.Key);
            pairs.AddRange(tenant.Sites.Where(s => !ReferenceEquals(before.GetValueOrDefault(s.Key), s)).Select(s => (before.GetValueOrDefault(s.Key), s)));
            _sites[tenant.Name] = tenant.Sites;
            if (tenant.Name == change.Tenant) refused = [.. tenant.Refused.Select(ChangeText.Of)];
        }

        var answer = new TrialAnswer(question.Id, null, Compared: !question.IsWhole, pairs.Count, 0, 0, 0, [], refused);
        return question.Ask ? await AskAsync(answer, change.Tenant, pairs, stop) : answer;
    }

    /// <summary>Tries sites of its own, so that the first change does not wait for ports, compilers and the built-in rules.</summary>
    public async Task WarmUpAsync(CancellationToken stop)
    {
        string[] sites = [.. ((string[])["active", "simulation"]).Select(mode => $$$"""{"kind":"site","metadata":{"name":"{{{mode}}}"},"spec":{"domains":["{{{mode}}}.invalid"],"operation_mode":"{{{mode}}}"}}""")];
        await TryAsync(new(0, WarmUp, 1, IsWhole: true, Ask: true, sites, []), stop);
        await TryAsync(new(0, WarmUp, 2, IsWhole: true, Ask: false, [], []), stop);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        while (_idle.TryTake(out var gateway)) await gateway.DisposeAsync();
    }

    private async Task<TrialAnswer> AskAsync(TrialAnswer answer, string tenant, List<(ReadySite? Before, ReadySite Now)> pairs, CancellationToken stop)
    {
        var gateway = _idle.TryTake(out var idle) ? idle : await open(stop);
        var (watch, changes, asked, fault) = (Stopwatch.StartNew(), new List<SampleChange>(), 0, (string?)null);
        foreach (var (before, now) in Some(pairs))
        {
            if (watch.Elapsed > MostTime && asked > 0) break;
            var used = samples.Where(s => s.IsFor(now.Delivery.Domains)).ToList();
            // How it fared before is found out with the samples of now, which domains may have changed.
            var fared = await FaredAsync(gateway, now, used, stop);
            var then = before is null ? null : await FaredAsync(gateway, before, used, stop);
            fault ??= Comparison.Fault(now, used, fared, then);
            if (then is not null) changes.AddRange(Comparison.Of(NameOf(now, tenant), used, then, fared));
            asked++;
        }

        _idle.Add(gateway);
        return answer with { Fault = fault, SitesAsked = asked, Requests = asked * samples.Count, ChangesInAll = changes.Count, Changes = [.. changes.Take(SandboxVerdict.MostListed)] };
    }

    private async Task<IReadOnlyList<Fared>> FaredAsync(AskedGateway gateway, ReadySite site, List<Sample> used, CancellationToken stop)
    {
        if (_known.TryGetValue(site, out var known) && known.Count == used.Count) return known;
        if (TestFaults.Of(site) is { } broken) return [.. used.Select(_ => new Fared(Events.EventAction.Failed, "", broken))];
        var fared = await gateway.AskAsync(site, used, stop);
        _known.AddOrUpdate(site, fared);
        return fared;
    }

    // Spread over all of them.
    private static IEnumerable<(ReadySite? Before, ReadySite Now)> Some(List<(ReadySite? Before, ReadySite Now)> pairs)
    {
        var served = pairs.Where(p => p.Now.Delivery.Domains.Count > 0).ToList();
        return served.Count <= MostSites ? served : Enumerable.Range(0, MostSites).Select(i => served[(int)((long)i * served.Count / MostSites)]);
    }

    private static string NameOf(ReadySite site, string tenant) =>
        (site.Key.Tenant == tenant ? "" : site.Key.Tenant + " ") + $"{site.Key.Local.Namespace}/{site.Key.Local.Name}";
}
