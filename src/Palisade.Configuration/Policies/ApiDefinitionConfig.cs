namespace Palisade.Configuration.Policies;

/// <summary>What is done with traffic that breaks a rule.</summary>
public enum ViolationChoice
{
    /// <summary>It is not looked for.</summary>
    Allow,

    /// <summary>It passes, with an event.</summary>
    Report,

    /// <summary>It is answered by the gateway.</summary>
    Block,
}

/// <summary>The description of an API, and how it is enforced.</summary>
public sealed record ApiDefinitionConfig : PolicySpec
{
    /// <summary>The OpenAPI description, as a path beside the policy file; null for one in <see cref="Document"/>.</summary>
    public string? File { get; init; }

    /// <summary>The OpenAPI description itself, as JSON or YAML; null for one in <see cref="File"/>.</summary>
    public string? Document { get; init; }

    /// <summary>Base paths in the place of those of the description's servers; null (the default) for these.</summary>
    public IReadOnlyList<string>? BasePaths { get; init; }

    /// <summary>Hosts, without ports, that it holds for. Default all.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>What happens for each violation, by its word (<c>body_schema: block</c>). Those that are not named do as usual.</summary>
    public IReadOnlyDictionary<string, string> Violations { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Whether everything that would be blocked is only reported. Default false.</summary>
    public bool ReportOnly { get; init; }

    /// <summary>Whether what cannot be enforced is left out with a warning, and does not refuse the description. Default false.</summary>
    public bool SkipUnsupported { get; init; }

    /// <summary>Most arrays and objects inside each other in a body. 1 to 500. Default 64.</summary>
    public int JsonDepth { get; init; } = 64;

    /// <summary>Most values and names in a body. 1 to 10,000,000. Default 500,000.</summary>
    public int JsonValues { get; init; } = 500_000;

    /// <inheritdoc/>
    public override IEnumerable<ConfigFault> Check(string at)
    {
        if (string.IsNullOrEmpty(File) == string.IsNullOrEmpty(Document)) yield return new(at, "One of file and document is needed: the description.");
        for (var i = 0; i < (BasePaths?.Count ?? 0); i++)
        {
            if (BasePaths![i].Length > 0 && BasePaths[i][0] != '/') yield return new($"{at}.base_paths[{i}]", $"'{BasePaths[i]}' does not begin with '/', as every path does.");
        }

        if (JsonDepth is < 1 or > 500) yield return new($"{at}.json_depth", $"{JsonDepth} is not in 1 to 500.");
        if (JsonValues is < 1 or > 10_000_000) yield return new($"{at}.json_values", $"{JsonValues} is not in 1 to 10000000.");
    }
}
