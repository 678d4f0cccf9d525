namespace Palisade.Configuration.Policies;

/// <summary>What is done with a value before it is compared.</summary>
public enum Transformer
{
    /// <summary>ASCII letters become small.</summary>
    LowerCase,

    /// <summary>ASCII letters become capitals.</summary>
    UpperCase,

    /// <summary>Base64 (RFC 4648, either alphabet, padded or not) is decoded; what is none stays as it is.</summary>
    Base64Decode,

    /// <summary>Dot segments and doubled slashes go.</summary>
    NormalizePath,

    /// <summary>Blanks, tabs and line ends go.</summary>
    RemoveWhitespace,

    /// <summary>Percent escapes are decoded, once.</summary>
    UrlDecode,

    /// <summary>White space at the beginning goes.</summary>
    TrimLeft,

    /// <summary>White space at the end goes.</summary>
    TrimRight,

    /// <summary>White space at both ends goes.</summary>
    Trim,
}

/// <summary>Values and patterns: one match is enough.</summary>
public sealed record TextMatchConfig
{
    /// <summary>Whole values.</summary>
    public IReadOnlyList<string> Exact { get; init; } = [];

    /// <summary>How a value begins.</summary>
    public IReadOnlyList<string> Prefixes { get; init; } = [];

    /// <summary>How a value ends.</summary>
    public IReadOnlyList<string> Suffixes { get; init; } = [];

    /// <summary>Regular expressions that a value contains; <c>^</c> and <c>$</c> for its ends.</summary>
    public IReadOnlyList<string> Regexes { get; init; } = [];

    /// <summary>What is done with a value first, in this order.</summary>
    public IReadOnlyList<Transformer> Transformers { get; init; } = [];

    /// <summary>Whether what does not match matches. Default false.</summary>
    public bool Invert { get; init; }

    /// <summary>Every fault, with <paramref name="at"/> as the path of this record.</summary>
    public IEnumerable<ConfigFault> Check(string at)
    {
        if (Exact.Count + Prefixes.Count + Suffixes.Count + Regexes.Count == 0) yield return new(at, "There is nothing to compare with.");
    }
}

/// <summary>A header, parameter or cookie, by name: whether it is there, or what it holds.</summary>
public sealed record NamedMatchConfig
{
    /// <summary>Its name.</summary>
    public string Name { get; init; } = "";

    /// <summary>True when it must be there, false when it must not, null when <see cref="Item"/> says what it must hold.</summary>
    public bool? Present { get; init; }

    /// <summary>What one of its values must be.</summary>
    public TextMatchConfig? Item { get; init; }

    /// <summary>Whether what does not match matches. Default false.</summary>
    public bool Invert { get; init; }

    /// <summary>Every fault, with <paramref name="at"/> as the path of this record.</summary>
    public IEnumerable<ConfigFault> Check(string at)
    {
        if (Name.Length == 0) yield return new(at, "A name is needed.");
        foreach (var fault in Item?.Check($"{at}.item") ?? []) yield return fault;
    }
}
