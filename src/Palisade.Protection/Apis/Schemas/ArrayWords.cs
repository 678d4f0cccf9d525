using Palisade.Protection.Apis.Json;

namespace Palisade.Protection.Apis.Schemas;

/// <summary><c>minItems</c>, <c>maxItems</c>, <c>minProperties</c>, <c>maxProperties</c>.</summary>
internal sealed class CountWord(JsonKind kind, int limit, bool isLeast) : Keyword
{
    private readonly string _expected = $"at {(isLeast ? "least" : "most")} {limit} {(kind is JsonKind.Array ? "items" : "members")}";

    /// <inheritdoc/>
    public override bool Holds(SchemaRun run, int at, Evaluated? seen)
    {
        if (run.Tape[at].Kind != kind) return true;
        var count = run.Tape[at].Count;
        return (isLeast ? count >= limit : count <= limit) || run.Fault(at, _expected);
    }
}

/// <summary><c>prefixItems</c> and <c>items</c>.</summary>
internal sealed class ItemsWord(Schema[] first, Schema? rest) : Keyword
{
    /// <inheritdoc/>
    public override IEnumerable<Schema> Inside => rest is null ? first : [.. first, rest];

    /// <summary>What items behind the first ones have to be; null for anything.</summary>
    public Schema? Rest => rest;

    /// <inheritdoc/>
    public override bool Holds(SchemaRun run, int at, Evaluated? seen)
    {
        if (run.Tape[at].Kind is not JsonKind.Array) return true;
        var (end, index, holds) = (run.Tape[at].End, 0, true);
        for (var item = at + 1; item < end; item = run.Tape[item].End, index++)
        {
            var schema = index < first.Length ? first[index] : rest;
            if (schema is null) break;
            seen?.Add(index);
            if (run.Check(schema, item)) continue;
            holds = false;
            if (run.IsSilent) break;
        }

        return holds;
    }
}

/// <summary><c>contains</c> with <c>minContains</c> and <c>maxContains</c>.</summary>
internal sealed class ContainsWord(Schema schema, int least, int most) : Keyword
{
    private readonly string _expected = most == int.MaxValue
        ? $"at least {least} of the items as asked for"
        : $"{least} to {most} of the items as asked for";

    /// <inheritdoc/>
    public override IEnumerable<Schema> Inside => [schema];

    /// <inheritdoc/>
    public override bool Holds(SchemaRun run, int at, Evaluated? seen)
    {
        if (run.Tape[at].Kind is not JsonKind.Array) return true;
        var (end, index, found) = (run.Tape[at].End, 0, 0);
        for (var item = at + 1; item < end; item = run.Tape[item].End, index++)
        {
            if (!run.CheckSilently(schema, item)) continue;
            found++;
            seen?.Add(index);
        }

        return (found >= least && found <= most) || run.Fault(at, _expected);
    }
}

/// <summary><c>uniqueItems</c>.</summary>
internal sealed class UniqueWord : Keyword
{
    /// <inheritdoc/>
    public override bool Holds(SchemaRun run, int at, Evaluated? seen)
    {
        var tape = run.Tape;
        if (tape[at].Kind is not JsonKind.Array || tape[at].Count < 2) return true;
        run.Work -= tape[at].End - at;
        if (run.Work < 0) return run.GiveUp();

        var byHash = new Dictionary<int, List<int>>(tape[at].Count);
        for (var item = at + 1; item < tape[at].End; item = tape[item].End)
        {
            var hash = JsonEquality.Hash(tape, item);
            if (!byHash.TryGetValue(hash, out var same)) byHash[hash] = same = new(1);
            foreach (var other in same)
            {
                if (JsonEquality.Equal(tape, item, tape, other, ref run.Work)) return run.Fault(item, "items that differ from one another");
                if (run.Work <= 0) return run.GiveUp();
            }

            same.Add(item);
        }

        return true;
    }
}
