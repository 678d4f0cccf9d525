using System.Collections.Frozen;

namespace Palisade.Events.Filters;

/// <summary>A term understood, or what is wrong with it: one of the two is null.</summary>
internal readonly record struct FilterTest(Func<SecurityEvent, bool>? Test, string? Error);

/// <summary>The fields that can be filtered by. The one table.</summary>
internal static class FilterFields
{
    private static readonly FrozenDictionary<string, Func<FilterTerm, TimeProvider, FilterTest>> s_fields =
        new Dictionary<string, Func<FilterTerm, TimeProvider, FilterTest>>(StringComparer.Ordinal)
        {
            ["id"] = (t, _) => FilterValues.Text(t, e => [e.Id]),
            ["action"] = (t, _) => FilterValues.Word<EventAction>(t, e => [e.Action]),
            ["mode"] = (t, _) => FilterValues.Word<EventMode>(t, e => [e.Mode]),
            ["site"] = (t, _) => FilterValues.Text(t, e => [e.Site]),
            ["client"] = (t, _) => FilterValues.Address(t, e => e.Client.Ip),
            ["peer"] = (t, _) => FilterValues.Address(t, e => e.Client.Peer?.Ip),
            ["method"] = (t, _) => FilterValues.Text(t, e => [e.Request.Method]),
            ["host"] = (t, _) => FilterValues.Text(t, e => [e.Request.Host]),
            ["path"] = (t, _) => FilterValues.Text(t, e => [e.Request.Path]),
            ["query"] = (t, _) => FilterValues.Text(t, e => [e.Request.Query]),
            ["agent"] = (t, _) => FilterValues.Text(t, e => [e.Request.UserAgent]),
            ["status"] = (t, _) => FilterValues.Number(t, e => [e.Status]),
            ["score"] = (t, _) => FilterValues.Number(t, e => [e.Score.Inbound]),
            ["outbound_score"] = (t, _) => FilterValues.Number(t, e => [e.Score.Outbound]),
            ["rule"] = (t, _) => FilterValues.Number(t, e => e.Findings.Select(f => f.RuleId)),
            ["attack"] = (t, _) => FilterValues.Attack(t),
            ["severity"] = (t, _) => FilterValues.Word<EventSeverity>(t, e => e.Findings.Where(f => f.Severity is not null).Select(f => f.Severity!.Value)),
            ["message"] = (t, _) => FilterValues.Text(t, e => e.Findings.Select(f => f.Message)),
            ["tag"] = (t, _) => FilterValues.Text(t, e => e.Findings.SelectMany(f => f.Tags)),
            ["at"] = (t, _) => FilterValues.Text(t, e => e.Findings.SelectMany(Locations)),
            ["uninspected"] = (t, _) => FilterValues.Text(t, e => e.Uninspected.Select(u => u.What)),
            ["failure"] = (t, _) => FilterValues.Word<EventFailureSource>(t, e => e.Failure is null ? [] : [e.Failure.Source]),
            ["ms"] = (t, _) => FilterValues.Number(t, e => [e.Durations.TotalUs / 1000]),
            ["since"] = (t, clock) => FilterValues.Time(t, clock, (e, time) => e.Time >= time),
            ["until"] = (t, clock) => FilterValues.Time(t, clock, (e, time) => e.Time <= time),
        }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Their names, in alphabetical order.</summary>
    public static IEnumerable<string> Names => s_fields.Keys.Order(StringComparer.Ordinal);

    /// <summary>Understands one term.</summary>
    public static FilterTest Understand(FilterTerm term, TimeProvider clock) =>
        s_fields.TryGetValue(term.Field, out var field)
            ? field(term, clock)
            : new(null, $"There is no field '{term.Field}'. Fields: {string.Join(", ", Names)}.");

    private static IEnumerable<string> Locations(EventFinding finding) =>
        (finding.Location is null ? finding.AlsoAt : finding.AlsoAt.Prepend(finding.Location)).Select(l => l.Name is null ? l.Collection : $"{l.Collection}:{l.Name}");
}
