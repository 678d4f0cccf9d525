using Palisade.Protection.Apis.Json;

namespace Palisade.Protection.Apis.Schemas;

/// <summary><c>$ref</c> with siblings, and <c>allOf</c>: every schema has to hold.</summary>
internal sealed class AllWord(Schema[] schemas) : Keyword
{
    /// <inheritdoc/>
    public override IEnumerable<Schema> InPlace => schemas;

    /// <inheritdoc/>
    public override bool Holds(SchemaRun run, int at, Evaluated? seen)
    {
        var holds = true;
        foreach (var schema in schemas)
        {
            if (run.Check(schema, at, seen)) continue;
            holds = false;
            if (run.IsSilent) break;
        }

        return holds;
    }
}

/// <summary><c>anyOf</c>: at least one. With somebody who asks what was looked at, every one is tried.</summary>
internal sealed class AnyWord(Schema[] schemas) : Keyword
{
    private readonly string _expected = schemas.Length == 1 ? "what anyOf asks for" : $"one of the {schemas.Length} alternatives of anyOf";

    /// <inheritdoc/>
    public override IEnumerable<Schema> InPlace => schemas;

    /// <inheritdoc/>
    public override bool Holds(SchemaRun run, int at, Evaluated? seen)
    {
        var holds = false;
        foreach (var schema in schemas)
        {
            var branch = seen?.Fresh();
            if (!run.CheckSilently(schema, at, branch)) continue;
            holds = true;
            if (branch is null) break;
            seen!.Add(branch);
        }

        return holds || run.Fault(at, _expected);
    }
}

/// <summary><c>oneOf</c>: exactly one.</summary>
internal sealed class OneWord(Schema[] schemas) : Keyword
{
    private readonly string _expected = $"exactly one of the {schemas.Length} alternatives of oneOf";

    /// <inheritdoc/>
    public override IEnumerable<Schema> InPlace => schemas;

    /// <inheritdoc/>
    public override bool Holds(SchemaRun run, int at, Evaluated? seen)
    {
        var count = 0;
        foreach (var schema in schemas)
        {
            var branch = seen?.Fresh();
            if (!run.CheckSilently(schema, at, branch)) continue;
            if (branch is not null) seen!.Add(branch);
            if (++count > 1 && run.Tape[at].Kind is not JsonKind.Lexical) break;
        }

        // A text without a type fulfils the schema for numbers and the one for strings: it is one of them to the application.
        return count == 1 || (count > 1 && run.Tape[at].Kind is JsonKind.Lexical) || run.Fault(at, _expected);
    }
}

/// <summary><c>not</c>.</summary>
internal sealed class NotWord(Schema schema) : Keyword
{
    /// <inheritdoc/>
    public override IEnumerable<Schema> InPlace => [schema];

    /// <inheritdoc/>
    public override bool Holds(SchemaRun run, int at, Evaluated? seen) => !run.CheckSilently(schema, at) || run.Fault(at, "anything but what not describes");
}

/// <summary><c>if</c>, <c>then</c>, <c>else</c>.</summary>
internal sealed class IfWord(Schema condition, Schema? then, Schema? otherwise) : Keyword
{
    /// <inheritdoc/>
    public override IEnumerable<Schema> InPlace => [condition, .. then is null ? (Schema[])[] : [then], .. otherwise is null ? (Schema[])[] : [otherwise]];

    /// <inheritdoc/>
    public override bool Holds(SchemaRun run, int at, Evaluated? seen)
    {
        var branch = seen?.Fresh();
        var met = run.CheckSilently(condition, at, branch);
        if (met && branch is not null) seen!.Add(branch);
        return (met ? then : otherwise) is not { } schema || run.Check(schema, at, seen);
    }
}

/// <summary><c>discriminator</c> beside <c>oneOf</c> or <c>anyOf</c>: a member says which schema holds, and only that one is looked at.</summary>
internal sealed class DiscriminatorWord(string property, NameTable<Schema> byValue, Schema[] schemas) : Keyword
{
    private readonly AnyWord _any = new(schemas);
    private readonly byte[] _property = System.Text.Encoding.UTF8.GetBytes(property);
    private readonly string _missing = $"a member '{property}' that says which alternative this is";
    private readonly string _unknown = $"a value of the discriminator '{property}' that the description names";

    /// <inheritdoc/>
    public override IEnumerable<Schema> InPlace => schemas;

    /// <inheritdoc/>
    public override bool Holds(SchemaRun run, int at, Evaluated? seen)
    {
        if (run.Tape[at].Kind is not JsonKind.Object) return _any.Holds(run, at, seen);
        var value = run.Tape.Member(at, _property);
        if (value < 0 || run.Tape[value].Kind is not (JsonKind.String or JsonKind.Lexical)) return run.Fault(at, _missing);
        return byValue.TryGet(run.Tape.Bytes(value), out var schema) ? run.Check(schema, at, seen) : run.Fault(value, _unknown);
    }
}

/// <summary><c>unevaluatedProperties</c> or <c>unevaluatedItems</c>: what no other word of the schema looked at. Stands last.</summary>
internal sealed class UnevaluatedWord(JsonKind kind, Schema schema) : Keyword
{
    /// <inheritdoc/>
    public override IEnumerable<Schema> Inside => [schema];

    /// <inheritdoc/>
    public override bool Holds(SchemaRun run, int at, Evaluated? seen)
    {
        var tape = run.Tape;
        if (tape[at].Kind != kind || seen is null) return true;
        var (end, index, holds) = (tape[at].End, 0, true);
        for (var next = at + 1; next < end; index++)
        {
            var value = kind is JsonKind.Object ? next + 1 : next;
            next = tape[value].End;
            if (seen.Has(index)) continue;
            seen.Add(index);
            if (schema.IsPossible ? run.Check(schema, value) : run.Fault(value, "no such member or item")) continue;
            holds = false;
            if (run.IsSilent) break;
        }

        return holds;
    }
}
