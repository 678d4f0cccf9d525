namespace Palisade.Protection.Apis.GraphQl;

/// <summary>What a selection is.</summary>
internal enum SelectionKind
{
    /// <summary>A field.</summary>
    Field,

    /// <summary>A fragment by name.</summary>
    Spread,

    /// <summary>A fragment in place.</summary>
    Inline,
}

/// <summary>One selection of a query.</summary>
/// <param name="Name">Of a field or a fragment; empty for one in place.</param>
/// <param name="Items">How many items a list argument asks for; 1 where there is none.</param>
internal sealed record Selection(SelectionKind Kind, string Name, bool HasAlias, long Items, IReadOnlyList<Selection> Inner);

/// <summary>A query, taken apart as far as its limits need it.</summary>
internal sealed record GraphQlDocument
{
    /// <summary>The operations: what each selects.</summary>
    public List<IReadOnlyList<Selection>> Operations { get; } = [];

    /// <summary>The fragments by name.</summary>
    public Dictionary<string, IReadOnlyList<Selection>> Fragments { get; } = new(StringComparer.Ordinal);

    /// <summary>How many tokens the text has.</summary>
    public int Tokens { get; set; }

    /// <summary>How many directives it has.</summary>
    public int Directives { get; set; }
}
