namespace Palisade.Configuration.Policies;

/// <summary>Addresses under one name, few of them here or millions in a file.</summary>
public sealed record IpPrefixSetConfig : PolicySpec
{
    /// <summary>Addresses and prefixes. Default none.</summary>
    public IReadOnlyList<string> Prefixes { get; init; } = [];

    /// <summary>
    /// A file with one address or prefix on each line, and comments behind <c>#</c>; null (the default) for none. A path that is not
    /// absolute counts from the folder of the policy file.
    /// </summary>
    public string? File { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<ConfigFault> Check(string at)
    {
        foreach (var fault in PrefixText.Check($"{at}.prefixes", Prefixes)) yield return fault;
        if (File is "") yield return new($"{at}.file", "The name of a file is needed.");
    }
}
