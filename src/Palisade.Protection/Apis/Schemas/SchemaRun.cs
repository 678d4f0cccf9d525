using Palisade.Protection.Apis.Json;

namespace Palisade.Protection.Apis.Schemas;

/// <summary>Who sends a value: <c>readOnly</c> and <c>writeOnly</c> depend on it.</summary>
internal enum Direction
{
    /// <summary>The client.</summary>
    Request,

    /// <summary>The origin.</summary>
    Response,
}

/// <summary>
/// Checks values against schemas. The work is bounded by what the value has, the depth by a constant: a schema cannot be made to run long by a value
/// that was written for it. Used again and again; not safe for two threads.
/// </summary>
internal sealed class SchemaRun(JsonTape tape)
{
    /// <summary>Most schemas inside each other on the way to a value.</summary>
    public const int MostDepth = 400;

    private const int MostFaults = 5;
    private const long WorkAlways = 50_000;
    private const long WorkPerEntry = 200;
    private readonly List<SchemaFault> _faults = [];
    private int _depth;
    private int _silent;
    private int _root;

    /// <summary>The value.</summary>
    public JsonTape Tape { get; } = tape;

    /// <summary>Who sends it.</summary>
    public Direction Direction { get; private set; }

    /// <summary>The first faults.</summary>
    public IReadOnlyList<SchemaFault> Faults => _faults;

    /// <summary>True when the run ended before it knew: there are no faults then.</summary>
    public bool GaveUp { get; private set; }

    /// <summary>True when nobody hears of faults, so that the first one is enough.</summary>
    public bool IsSilent => _silent > 0 || _faults.Count >= MostFaults;

    /// <summary>What may still be done, in steps.</summary>
    internal long Work;

    /// <summary>Checks the value that starts at an entry.</summary>
    /// <returns>Whether it is as the schema has it, or that is not known.</returns>
    public bool Run(Schema schema, int at, Direction direction)
    {
        _faults.Clear();
        (_depth, _silent, _root, Direction, GaveUp) = (0, 0, at, direction, false);
        Work = WorkAlways + (WorkPerEntry * (Tape[at].End - at));
        var holds = Check(schema, at);
        if (!GaveUp) return holds;

        _faults.Clear();
        return true;
    }

    /// <summary>Checks one value against one schema, on the way.</summary>
    public bool Check(Schema schema, int at, Evaluated? seen = null)
    {
        if (--Work < 0 || _depth >= MostDepth) return GiveUp();
        if (!schema.IsPossible) return Fault(at, "nothing");
        if (Tape[at].Kind is JsonKind.Opaque || (schema.IsNullable && IsNull(at))) return true;
        if (schema.Types != JsonTypes.Any && !IsOf(schema.Types, at)) return Fault(at, JsonTypeWords.Text(schema.Types));

        var own = schema.Remembers ? new Evaluated(Tape[at].Count) : seen;
        _depth++;
        var holds = true;
        foreach (var keyword in schema.Keywords)
        {
            if (keyword.Holds(this, at, own)) continue;
            holds = false;
            if (IsSilent || GaveUp) break;
        }

        _depth--;
        if (holds && own is not null && !ReferenceEquals(own, seen)) seen?.Add(own);
        return holds;
    }

    /// <summary>Checks without telling faults.</summary>
    public bool CheckSilently(Schema schema, int at, Evaluated? seen = null)
    {
        _silent++;
        var holds = Check(schema, at, seen);
        _silent--;
        return holds;
    }

    /// <summary>Tells a fault; always false.</summary>
    public bool Fault(int at, string expected, bool isDirection = false)
    {
        if (!IsSilent && !GaveUp) _faults.Add(new(JsonPointer.Of(Tape, _root, at), expected, isDirection));
        return false;
    }

    /// <summary>Ends the run without an answer; always true.</summary>
    public bool GiveUp()
    {
        GaveUp = true;
        Work = 0;
        return true;
    }

    /// <summary>Counts work in proportion to a text.</summary>
    public void Spend(int bytes) => Work -= bytes / 64;

    private bool IsNull(int at) => Tape[at].Kind is JsonKind.Null || (Tape[at].Kind is JsonKind.Lexical && Tape.Bytes(at) is [] or [(byte)'n', (byte)'u', (byte)'l', (byte)'l']);

    private bool IsOf(JsonTypes types, int at) => Tape[at].Kind switch
    {
        JsonKind.Object => types.HasFlag(JsonTypes.Object),
        JsonKind.Array => types.HasFlag(JsonTypes.Array),
        JsonKind.String => types.HasFlag(JsonTypes.String),
        JsonKind.Number => IsNumber(types, Tape.Bytes(at)),
        JsonKind.True or JsonKind.False => types.HasFlag(JsonTypes.Boolean),
        JsonKind.Null => types.HasFlag(JsonTypes.Null),
        _ => types.HasFlag(JsonTypes.String) || IsLexical(types, Tape.Bytes(at)),
    };

    private static bool IsNumber(JsonTypes types, ReadOnlySpan<byte> text) =>
        types.HasFlag(JsonTypes.Number) || (types.HasFlag(JsonTypes.Integer) && JsonNumber.Of(text).IsInteger);

    private static bool IsLexical(JsonTypes types, ReadOnlySpan<byte> text)
    {
        if (types.HasFlag(JsonTypes.Boolean) && (text.SequenceEqual("true"u8) || text.SequenceEqual("false"u8))) return true;
        if (types.HasFlag(JsonTypes.Null) && (text.IsEmpty || text.SequenceEqual("null"u8))) return true;
        return (types & (JsonTypes.Number | JsonTypes.Integer)) is not JsonTypes.Any && JsonNumber.IsNumber(text) && IsNumber(types, text);
    }
}
