using System.Collections.Frozen;
using Palisade.Configuration.Policies.Firewall;

namespace Palisade.Protection.Policies.Reading;

/// <summary><c>violation_settings</c>: which violations are not looked for, which are only reported, and which refuse.</summary>
internal static class ViolationSettingsReader
{
    private static readonly FrozenSet<string> Off = FrozenSet.Create(StringComparer.Ordinal, [.. FirewallViolations.Names, .. FirewallViolations.Wire]);

    // What only weighs is reported anyhow, and never refuses alone.
    private static readonly FrozenSet<string> Refusing = FrozenSet.Create(StringComparer.Ordinal, [.. FirewallViolations.Refusing, .. FirewallViolations.Wire]);

    /// <summary>Reads the three lists.</summary>
    public static AppFirewallConfig Read(Fields fields)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return new()
        {
            DisabledViolations = List(fields, "disabled_violation_types", Off, seen),
            ReportedViolations = List(fields, "reported_violation_types", Refusing, seen),
            BlockedViolations = List(fields, "blocked_violation_types", Refusing, seen),
        };
    }

    private static IReadOnlyList<string> List(Fields fields, string field, FrozenSet<string> known, HashSet<string> seen)
    {
        var names = fields.Texts(field);
        foreach (var name in names)
        {
            if (FirewallViolations.Never.TryGetValue(name, out var why)) fields.Fault(field, PolicyCodes.Value, $"'{name}' is always refused: {why}");
            else if (!known.Contains(name)) fields.Fault(field, PolicyCodes.Choice, $"there is no violation '{name}' that is looked for", string.Join(", ", known.Order(StringComparer.Ordinal)));
            else if (!seen.Add(name)) fields.Fault(field, PolicyCodes.Value, $"'{name}' stands in the lists more than once");
        }

        return names;
    }
}
