namespace Palisade.Protection.Apis.Enforcement;

/// <summary>How a description is enforced.</summary>
public sealed record ApiOptions
{
    /// <summary>What it is called in faults.</summary>
    public string Name { get; init; } = "api";

    /// <summary>What happens for each violation.</summary>
    public ApiActions Actions { get; init; } = new();

    /// <summary>Base paths that replace those of the description's servers; null (the default) for these.</summary>
    public IReadOnlyList<string>? BasePaths { get; init; }

    /// <summary>Hosts, without ports, that it holds for; empty (the default) for all.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>Whether what cannot be enforced (a pattern with a lookahead, say) is left out with a warning. Default false: it refuses the description.</summary>
    public bool SkipUnsupported { get; init; }

    /// <summary>Most arrays and objects inside each other in a body. 1 to 500. Default 64, as System.Text.Json.</summary>
    public int JsonDepth { get; init; } = 64;

    /// <summary>Most values and names in a body. 1 to 10,000,000. Default 500,000: what 13 MB of ordinary JSON have.</summary>
    public int JsonValues { get; init; } = 500_000;
}
