using Palisade.Protection.Apis.Json;
using Palisade.Protection.Apis.Patterns;

namespace Palisade.Protection.Apis.Schemas;

/// <summary><c>properties</c>, <c>patternProperties</c> and <c>additionalProperties</c>.</summary>
internal sealed class PropertiesWord(NameTable<Schema> named, Schema[] schemas, (EcmaPattern Pattern, Schema Schema)[] patterns, Schema? others) : Keyword
{
    /// <inheritdoc/>
    public override IEnumerable<Schema> Inside => [.. schemas, .. patterns.Select(p => p.Schema), .. others is null ? (Schema[])[] : [others]];

    /// <summary>What members without a name here have to be; null for anything.</summary>
    public Schema? Others => others;

    /// <summary>What a member has to be; null when nothing is said of it.</summary>
    public Schema? Of(ReadOnlySpan<byte> name) => named.TryGet(name, out var schema) ? schema : others;

    /// <inheritdoc/>
    public override bool Holds(SchemaRun run, int at, Evaluated? seen)
    {
        var tape = run.Tape;
        if (tape[at].Kind is not JsonKind.Object) return true;
        var (end, index, holds) = (tape[at].End, 0, true);
        for (var name = at + 1; name < end; name = tape[name + 1].End, index++)
        {
            if (Member(run, name, index, seen)) continue;
            holds = false;
            if (run.IsSilent) break;
        }

        return holds;
    }

    private bool Member(SchemaRun run, int name, int index, Evaluated? seen)
    {
        var bytes = run.Tape.Bytes(name);
        run.Spend(bytes.Length);
        var (known, holds) = (named.TryGet(bytes, out var schema), true);
        if (known) holds = MayCome(run, schema, name + 1) && run.Check(schema, name + 1);
        foreach (var (pattern, matching) in patterns)
        {
            run.Spend(bytes.Length);
            if (!pattern.Matches(bytes, out var gaveUp)) continue;
            if (gaveUp) return run.GiveUp();
            known = true;
            holds &= run.Check(matching, name + 1);
        }

        if (!known && others is not null)
        {
            known = true;
            holds = others.IsPossible ? run.Check(others, name + 1) : run.Fault(name + 1, "no member of that name");
        }

        if (known) seen?.Add(index);
        return holds;
    }

    private static bool MayCome(SchemaRun run, Schema schema, int at) => run.Direction switch
    {
        Direction.Request when schema.IsReadOnly => run.Fault(at, "nothing, since it is readOnly", isDirection: true),
        Direction.Response when schema.IsWriteOnly => run.Fault(at, "nothing, since it is writeOnly", isDirection: true),
        _ => true,
    };
}

/// <summary><c>required</c>. A name whose schema is readOnly is not required in requests, one that is writeOnly not in responses (OpenAPI 3.0, Schema Object).</summary>
internal sealed class RequiredWord((byte[] Name, string Expected, Schema? Schema)[] names) : Keyword
{
    /// <summary>The names that are always required, for who makes values.</summary>
    public IEnumerable<byte[]> Names => names.Select(n => n.Name);

    /// <inheritdoc/>
    public override bool Holds(SchemaRun run, int at, Evaluated? seen)
    {
        if (run.Tape[at].Kind is not JsonKind.Object) return true;
        var holds = true;
        foreach (var (name, expected, schema) in names)
        {
            run.Work -= run.Tape[at].Count / 8;
            if (run.Tape.Member(at, name) >= 0 || schema is { IsReadOnly: true } && run.Direction is Direction.Request || schema is { IsWriteOnly: true } && run.Direction is Direction.Response) continue;
            holds = run.Fault(at, expected);
            if (run.IsSilent) break;
        }

        return holds;
    }
}

/// <summary><c>dependentRequired</c>.</summary>
internal sealed class DependentRequiredWord((byte[] Name, (byte[] Name, string Expected)[] Needs)[] rules) : Keyword
{
    /// <inheritdoc/>
    public override bool Holds(SchemaRun run, int at, Evaluated? seen)
    {
        if (run.Tape[at].Kind is not JsonKind.Object) return true;
        foreach (var (name, needs) in rules)
        {
            run.Work -= run.Tape[at].Count / 8;
            if (run.Tape.Member(at, name) < 0) continue;
            foreach (var (needed, expected) in needs)
            {
                run.Work -= run.Tape[at].Count / 8;
                if (run.Tape.Member(at, needed) < 0) return run.Fault(at, expected);
            }
        }

        return true;
    }
}

/// <summary><c>dependentSchemas</c>.</summary>
internal sealed class DependentSchemasWord((byte[] Name, Schema Schema)[] rules) : Keyword
{
    /// <inheritdoc/>
    public override IEnumerable<Schema> InPlace => rules.Select(r => r.Schema);

    /// <inheritdoc/>
    public override bool Holds(SchemaRun run, int at, Evaluated? seen)
    {
        if (run.Tape[at].Kind is not JsonKind.Object) return true;
        foreach (var (name, schema) in rules)
        {
            if (run.Tape.Member(at, name) >= 0 && !run.Check(schema, at, seen)) return false;
        }

        return true;
    }
}

/// <summary><c>propertyNames</c>.</summary>
internal sealed class PropertyNamesWord(Schema schema) : Keyword
{
    /// <inheritdoc/>
    public override IEnumerable<Schema> Inside => [schema];

    /// <inheritdoc/>
    public override bool Holds(SchemaRun run, int at, Evaluated? seen)
    {
        if (run.Tape[at].Kind is not JsonKind.Object) return true;
        for (var name = at + 1; name < run.Tape[at].End; name = run.Tape[name + 1].End)
        {
            if (!run.CheckSilently(schema, name)) return run.Fault(name + 1, "another name");
        }

        return true;
    }
}
