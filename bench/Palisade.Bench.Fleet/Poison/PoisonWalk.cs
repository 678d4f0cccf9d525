using System.Diagnostics;
using System.Globalization;
using System.Net;
using Palisade.Bench.Fleet.Asking;
using Palisade.Bench.Fleet.Processes;
using Palisade.Bench.Fleet.Running;

namespace Palisade.Bench.Fleet.Poison;

/// <summary>Gives poison after poison to tenants of their own, while others have traffic, and watches who notices.</summary>
internal sealed class PoisonWalk(RunningFleet fleet, Bounds bounds) : IAsyncDisposable
{
    /// <summary>Tenants that have done nothing.</summary>
    public const int Others = 99;

    private const int AsksOfEach = 8;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly List<string> _hosts = [];
    private Load? _load;
    private int _poisoners;
    private int _changes;

    /// <summary>All kinds.</summary>
    public IReadOnlyList<Dose> Doses { get; } = [.. BadDocuments.All, .. BadReferences.All(fleet.PortOf(0)), .. BadRules.All, .. BadParts.All];

    /// <summary>The traffic of the others.</summary>
    public Load Load => _load!;

    private int[] Ports => [.. Enumerable.Range(0, fleet.Gateways.Length).Select(fleet.PortOf)];

    /// <summary>Makes the other tenants, and lets their traffic begin.</summary>
    public async Task BeginAsync()
    {
        for (var i = 1; i <= Others; i++) _hosts.Add(await TenantAsync($"other-{i}"));
        foreach (var host in _hosts) await Watcher.UntilAsync(Ports, host, "0", Patience);
        _load = new(Ports, _hosts, clients: 2, TimeSpan.FromMilliseconds(10));
    }

    /// <summary>Makes a tenant that will do something, with a good site that every gateway serves.</summary>
    public async Task<string> NewcomerAsync()
    {
        var tenant = $"bad-{++_poisoners}";
        await Watcher.UntilAsync(Ports, await TenantAsync(tenant), "0", Patience);
        return tenant;
    }

    /// <summary>Gives one.</summary>
    public async Task<Finding> GiveAsync(Dose dose)
    {
        var tenant = await NewcomerAsync();
        var (faults, failed) = (new List<string>(), Load.Failed);
        var before = await RevisionAsync(tenant);
        var costs = fleet.Processes.Select(p => Cost.Begin(p.Name, p.Service)).ToArray();

        var watch = Stopwatch.StartNew();
        var (status, text) = await fleet.Api.SendAsync(HttpMethod.Post, $"/api/tenants/{tenant}/apply", dose.Body(tenant), dose.Type);
        var took = watch.Elapsed;
        var others = OthersChangeAsync(faults);
        JudgeAnswer(dose, status, text, faults);
        var told = status is HttpStatusCode.OK ? await DoneAsync(dose, tenant, before, faults) : null;
        if (status is HttpStatusCode.OK && dose.Ask is { } path) await AskAsync(dose, $"{tenant}.example", path, faults);
        await others;

        var spent = costs.Select(c => c()).ToList();
        faults.AddRange(spent.Where(c => c.Peak - c.Before > bounds.Memory).Select(c => $"{c.Process}: {(c.Peak - c.Before) >> 20} MiB more"));
        faults.AddRange(spent.Where(c => c.ProcessorTime > bounds.ProcessorTime).Select(c => $"{c.Process}: {c.ProcessorTime.TotalSeconds:0} s of processor time"));
        faults.AddRange(fleet.Processes.Where(p => p.Service.HasEnded).Select(p => $"{p.Name} ended: {p.Service.Error}"));
        if (Load.Failed > failed) faults.Add($"{Load.Failed - failed} requests of other tenants failed: {Load.Faults.LastOrDefault()}");
        return new(dose.Name, $"{(int)status}", took, told, Load.Failed - failed, spent, faults);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _load?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task<string> TenantAsync(string name)
    {
        await fleet.Api.MakeTenantAsync(name);
        await fleet.Api.ApplyAsync(name, SiteText.Join([SiteText.Pool(fleet.Origin.Port), SiteText.Site("shop", $"{name}.example", 0)]));
        return $"{name}.example";
    }

    // What all gateways have told that they are at.
    private async Task<long> RevisionAsync(string tenant)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            var states = await fleet.Api.GatewaysAsync(tenant);
            if (states.Count == fleet.Gateways.Length && states.All(g => g.Revision > 0)) return states.Max(g => g.Revision);
            if (watch.Elapsed > Patience) throw new FleetException($"the gateways do not say what they have of {tenant}");
            await Task.Delay(50);
        }
    }

    private static void JudgeAnswer(Dose dose, HttpStatusCode status, string text, List<string> faults)
    {
        var refused = (int)status is >= 400 and < 500;
        if (dose.Fate is Fate.Refused && !refused) faults.Add($"answered {(int)status}, not 4xx: {text}");
        else if (dose.Fate is Fate.Told && status is not HttpStatusCode.OK) faults.Add($"answered {(int)status}, not 200: {text}");
        else if (!refused && status is not HttpStatusCode.OK) faults.Add($"answered {(int)status}: {text}");
        if (refused && dose.Fate is Fate.Refused && !text.Contains(dose.Says, StringComparison.OrdinalIgnoreCase)) faults.Add($"the answer does not say '{dose.Says}': {text}");
    }

    // Until each gateway is at a later revision than before or refused it; and when refusals were told.
    private async Task<TimeSpan?> DoneAsync(Dose dose, string tenant, long before, List<string> faults)
    {
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < bounds.Done)
        {
            var states = await fleet.Api.GatewaysAsync(tenant);
            if (states.Count == fleet.Gateways.Length && states.All(g => g.Revision > before || g.Problem.Length > 0)) return Judge(dose, states, watch.Elapsed, faults);
            await Task.Delay(50);
        }

        faults.Add($"not every gateway was done after {bounds.Done.TotalSeconds:0} s");
        return null;
    }

    private TimeSpan? Judge(Dose dose, IReadOnlyList<GatewayState> states, TimeSpan after, List<string> faults)
    {
        var told = states.All(g => g.Refused.Count > 0 || g.Problem.Length > 0);
        if (dose.Fate is not Fate.Told) return told ? after : null;
        if (after > bounds.Told) faults.Add($"told after {after.TotalSeconds:0.0} s");
        if (!states.All(g => g.Refused.Append(g.Problem).Any(r => r.Contains(dose.Says, StringComparison.OrdinalIgnoreCase)))) faults.Add($"the gateways do not tell '{dose.Says}': {string.Join("; ", states.SelectMany(g => g.Refused.Append(g.Problem)).Distinct())}");
        return told ? after : null;
    }

    private async Task OthersChangeAsync(List<string> faults)
    {
        var (name, number) = ($"other-{2 + (_changes % (Others - 2))}", (++_changes).ToString(CultureInfo.InvariantCulture));
        try
        {
            await fleet.Api.ApplyAsync(name, SiteText.Site("shop", $"{name}.example", _changes));
            var took = await Watcher.UntilAsync(Ports, $"{name}.example", number, Patience);
            if (took > bounds.OthersChange) lock (faults) faults.Add($"another tenant's change was live after {took.TotalSeconds:0.0} s");
        }
        catch (Exception fault) when (fault is FleetException or TimeoutException or HttpRequestException or OperationCanceledException)
        {
            lock (faults) faults.Add($"another tenant's change: {fault.Message}");
        }
    }

    // Whatever it answers is its tenant's own, where nothing is said of it.
    private async Task AskAsync(Dose dose, string host, string path, List<string> faults)
    {
        if (dose.Answers is { } status) await UntilAsync(host, path, status, faults);
        await Task.WhenAll(Ports.Select(async port =>
        {
            using var connection = new Connection(port);
            for (var i = 0; i < AsksOfEach; i++) await connection.AskAsync(host, path, CancellationToken.None);
        }));
    }

    private async Task UntilAsync(string host, string path, int status, List<string> faults)
    {
        foreach (var port in Ports)
        {
            using var connection = new Connection(port);
            var watch = Stopwatch.StartNew();
            Answer answer;
            while ((answer = await connection.AskAsync(host, path, CancellationToken.None)).Status != status && watch.Elapsed < bounds.Done) await Task.Delay(50);
            if (answer.Status != status) lock (faults) faults.Add($"{path} of its own site is answered {answer.Status}, not {status}");
            // What does not do what the poison is about goes on.
            else if ((answer = await connection.AskAsync(host, "/", CancellationToken.None)).Status != 200) lock (faults) faults.Add($"/ of its own site is answered {answer.Status}, not 200");
        }
    }
}
