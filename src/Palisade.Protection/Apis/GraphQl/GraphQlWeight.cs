namespace Palisade.Protection.Apis.GraphQl;

/// <summary>What a selection costs whoever answers it.</summary>
/// <param name="Depth">Fields inside each other.</param>
/// <param name="Aliases">Fields under another name.</param>
/// <param name="Fields">All fields.</param>
/// <param name="Cost">Fields, each as often as the lists around it have items.</param>
/// <param name="Introspects">Whether the schema itself is asked for.</param>
internal readonly record struct GraphQlWeight(int Depth, long Aliases, long Fields, long Cost, bool Introspects)
{
    /// <summary>Numbers stop here: what is larger is over every limit.</summary>
    public const long Endless = 1L << 50;

    /// <summary>Both, side by side.</summary>
    public GraphQlWeight With(in GraphQlWeight other) => new(
        Math.Max(Depth, other.Depth),
        Math.Min(Endless, Aliases + other.Aliases),
        Math.Min(Endless, Fields + other.Fields),
        Math.Min(Endless, Cost + other.Cost),
        Introspects || other.Introspects);
}

/// <summary>Weighs documents. Every fragment is weighed once, so that fragments that use one another many times cost nothing.</summary>
internal sealed class GraphQlScales(GraphQlDocument document)
{
    private readonly Dictionary<string, GraphQlWeight?> _fragments = new(StringComparer.Ordinal);
    private int _depth;

    /// <summary>What is wrong with the fragments; null when nothing is.</summary>
    public string? Fault { get; private set; }

    /// <summary>The heaviest of each kind over all operations.</summary>
    public GraphQlWeight Weigh()
    {
        var sum = default(GraphQlWeight);
        foreach (var operation in document.Operations) sum = sum.With(Set(operation));
        // Fragments that nothing uses are not answered, but a circle among them is none of the language, either.
        foreach (var name in document.Fragments.Keys) Fragment(name);
        return sum;
    }

    private GraphQlWeight Set(IReadOnlyList<Selection> selections)
    {
        var sum = default(GraphQlWeight);
        if (++_depth > GraphQlParser.MostDepth * 2) Fault ??= "fragments make the query too deep";
        foreach (var selection in selections)
        {
            if (Fault is not null) break;
            sum = sum.With(One(selection));
        }

        _depth--;
        return sum;
    }

    private GraphQlWeight One(Selection selection)
    {
        if (selection.Kind is SelectionKind.Spread) return Fragment(selection.Name);
        var inner = Set(selection.Inner);
        if (selection.Kind is SelectionKind.Inline) return inner;

        var items = Math.Clamp(selection.Items, 1, GraphQlWeight.Endless);
        var cost = inner.Cost > GraphQlWeight.Endless / items ? GraphQlWeight.Endless : (inner.Cost * items) + 1;
        return new(
            inner.Depth + 1,
            Math.Min(GraphQlWeight.Endless, inner.Aliases + (selection.HasAlias ? 1 : 0)),
            Math.Min(GraphQlWeight.Endless, inner.Fields + 1),
            cost,
            inner.Introspects || selection.Name is "__schema" or "__type");
    }

    private GraphQlWeight Fragment(string name)
    {
        if (_fragments.TryGetValue(name, out var known))
        {
            if (known is null) Fault ??= "a fragment contains itself";
            return known ?? default;
        }

        if (!document.Fragments.TryGetValue(name, out var selections))
        {
            Fault ??= "a fragment that is used is not there";
            return default;
        }

        // Null says that it is being weighed.
        _fragments[name] = null;
        var weight = Set(selections);
        _fragments[name] = weight;
        return weight;
    }
}
