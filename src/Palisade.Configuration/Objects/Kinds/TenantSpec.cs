using Palisade.Configuration.Documents;

namespace Palisade.Configuration.Objects.Kinds;

/// <summary>When a tenant gets what is rolled out to everybody.</summary>
public enum RolloutRing
{
    /// <summary>With everybody. The default.</summary>
    General,

    /// <summary>Before the others: it agreed to.</summary>
    Beta,

    /// <summary>First: it is the operator's own.</summary>
    Own,
}

/// <summary><c>tenant</c>: a customer, or a part of an organisation that must not see the others.</summary>
public sealed record TenantSpec
{
    private const int LongestName = 256;

    /// <summary>For people; empty (the default) for the name itself.</summary>
    public string DisplayName { get; init; } = "";

    /// <summary>When it gets what is rolled out to everybody. Default <see cref="RolloutRing.General"/>.</summary>
    public RolloutRing Ring { get; init; }

    /// <summary>Reads the <c>spec</c>.</summary>
    public static TenantSpec Read(Fields fields) => new() { DisplayName = DisplayNameOf(fields), Ring = fields.Choice("rollout_ring", RolloutRing.General) };

    internal static string DisplayNameOf(Fields fields)
    {
        var name = fields.OptionalText("display_name") ?? "";
        if (name.Length > LongestName || name.Any(char.IsControl)) fields.Fault("display_name", $"Up to {LongestName} characters are taken, none of them a control character.");
        return name;
    }
}

/// <summary><c>namespace</c>: a part of a tenant, to which roles can be limited.</summary>
public sealed record NamespaceSpec
{
    /// <summary>For people; empty (the default) for the name itself.</summary>
    public string DisplayName { get; init; } = "";

    /// <summary>Reads the <c>spec</c>.</summary>
    public static NamespaceSpec Read(Fields fields) => new() { DisplayName = TenantSpec.DisplayNameOf(fields) };
}
