using Palisade.Protection.Apis.Json;

namespace Palisade.Protection.Apis.Schemas;

/// <summary><c>enum</c> and <c>const</c>.</summary>
/// <param name="values">The values, one after the other.</param>
internal sealed class EnumWord(JsonTape values, string expected) : Keyword
{
    // From here on a look-up by hash costs less than comparing with each.
    private const int Few = 12;
    private readonly Dictionary<int, List<int>>? _byHash = Index(values);

    /// <inheritdoc/>
    public override bool Holds(SchemaRun run, int at, Evaluated? seen) => Contains(run, at) || run.GaveUp || run.Fault(at, expected);

    private bool Contains(SchemaRun run, int at)
    {
        if (_byHash is null || run.Tape[at].Kind is JsonKind.Lexical)
        {
            for (var value = 0; value < values.Length; value = values[value].End)
            {
                if (Same(run, at, value)) return true;
            }

            return false;
        }

        run.Work -= run.Tape[at].End - at;
        if (!_byHash.TryGetValue(JsonEquality.Hash(run.Tape, at), out var likely)) return false;
        foreach (var value in likely)
        {
            if (Same(run, at, value)) return true;
        }

        return false;
    }

    private bool Same(SchemaRun run, int at, int value)
    {
        var same = JsonEquality.Equal(run.Tape, at, values, value, ref run.Work);
        if (run.Work <= 0) run.GiveUp();
        return same;
    }

    private static Dictionary<int, List<int>>? Index(JsonTape values)
    {
        var count = 0;
        for (var value = 0; value < values.Length; value = values[value].End) count++;
        if (count <= Few) return null;

        var index = new Dictionary<int, List<int>>();
        for (var value = 0; value < values.Length; value = values[value].End)
        {
            var hash = JsonEquality.Hash(values, value);
            if (!index.TryGetValue(hash, out var list)) index[hash] = list = [];
            list.Add(value);
        }

        return index;
    }
}
