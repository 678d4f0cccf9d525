using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Palisade.Api.Objects;
using Palisade.Cli.Terminal;
using Palisade.Configuration.Objects.Naming;

namespace Palisade.Cli.Objects;

/// <summary>Waits until what is saved is live: until every gateway that is connected has the newest snapshot for its group, and refuses nothing of it.</summary>
/// <param name="Most">How long is waited.</param>
/// <param name="Fault">Why the time is none; null when it is.</param>
internal sealed record LiveWait(TimeSpan Most, string? Fault = null)
{
    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>What was asked for; null for no waiting.</summary>
    public static LiveWait? Read(ParseResult parsed, Option<string?> option)
    {
        if (parsed.GetResult(option) is null) return null;
        if (parsed.GetValue(option) is not { } text) return new(Usual);
        var unit = text.EndsWith('m') ? 60 : 1;
        return int.TryParse(text.TrimEnd('s', 'm'), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number * (long)unit is > 0 and <= 86_400
            ? new(TimeSpan.FromSeconds(number * unit))
            : new(Usual, $"--wait: '{text}' is not a time of 1s to 1440m");
    }

    /// <summary>An object as gateways are told to refuse it.</summary>
    public static string Named(string kind, string space, string name) => new LocalKey(kind, space, name).ToString();

    /// <summary>Waits for what was saved, and tells; what only a rollout brings would be waited for in vain, and is told as not live.</summary>
    public async Task<int> RunAsync(Connected to, Applied applied)
    {
        var rolledOut = RolledOut.Of(to.Tenant, applied);
        if (rolledOut.Count > 0 && applied.Changes.All(c => c.Operation is "none" || rolledOut.Contains(c))) return RolledOut.Tell(to.Screen, rolledOut);
        var objects = applied.Changes.Select(c => Named(c.Kind, c.Namespace, c.Name)).ToHashSet(StringComparer.Ordinal);
        var code = await RunAsync(to, applied.Revision, objects);
        return rolledOut.Count > 0 ? RolledOut.Tell(to.Screen, rolledOut) : code;
    }

    /// <param name="objects">What was saved; what gateways refuse of it ends the waiting.</param>
    private async Task<int> RunAsync(Connected to, long revision, HashSet<string> objects)
    {
        var began = Stopwatch.GetTimestamp();
        while (true)
        {
            var now = await to.Objects.GatewaysAsync(to.Stop);
            var connected = now.Items.Where(g => g.Connected).ToList();
            var arrived = now.Prepared >= revision && connected.Count > 0 && connected.TrueForAll(g => g.Revision >= g.Wanted);
            var refused = arrived ? connected.SelectMany(g => g.Refused.Where(r => objects.Contains(r.Object)).Select(r => (g.Name, Refused: r))).ToList() : [];
            foreach (var (gateway, fault) in refused) to.Screen.Fail(ByteText.Clean($"{gateway} refuses {fault.Object}: {(fault.Field.Length > 0 ? fault.Field + ": " : "")}{fault.Message}{(fault.Kept ? " The last good one is served." : "")}"));
            if (refused.Count > 0) return ExitCode.Findings;
            if (arrived)
            {
                to.Screen.Note(string.Create(CultureInfo.InvariantCulture, $"live on {connected.Count} gateway{(connected.Count is 1 ? "" : "s")}, {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s after it was saved"));
                return ExitCode.Done;
            }

            if (Stopwatch.GetElapsedTime(began) >= Most) return Tell(to.Screen, now, connected);
            await Task.Delay(Pause, to.Stop);
        }
    }

    private int Tell(Screen screen, GatewayList now, List<GatewayView> connected)
    {
        var behind = connected.Where(g => g.Revision < g.Wanted || now.Prepared < now.Saved).Select(g => g.Name).Take(20).ToList();
        var why = connected.Count is 0 ? "no gateway that serves the tenant is connected" : $"not yet on {string.Join(", ", behind)}";
        screen.Fail($"saved, but not live after {Most.TotalSeconds:0} s: {why}; '{ThisProgram.Name} status' shows how it goes on");
        return ExitCode.Findings;
    }
}
