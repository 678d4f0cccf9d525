namespace Palisade.Protection.Apis.Json;

/// <summary>Whether two values are one to JSON Schema (draft 2020-12, section 4.2.2): numbers by value, objects whatever the order of members.</summary>
internal static class JsonEquality
{
    /// <summary>Compares two values, also of two tapes. A lexical text equals what it could be read as.</summary>
    /// <param name="work">Goes down with each comparison; at 0 the answer is false.</param>
    public static bool Equal(JsonTape a, int at, JsonTape b, int bt, ref long work)
    {
        ref readonly var x = ref a[at];
        ref readonly var y = ref b[bt];
        work -= 1 + (x.Length / 64);
        if (work <= 0) return false;
        if (x.Kind is JsonKind.Lexical) return LexicalEquals(a.Bytes(at), b, bt);
        if (y.Kind is JsonKind.Lexical) return LexicalEquals(b.Bytes(bt), a, at);
        if (x.Kind != y.Kind) return false;
        return x.Kind switch
        {
            JsonKind.String => a.Bytes(at).SequenceEqual(b.Bytes(bt)),
            JsonKind.Number => JsonNumber.Of(a.Bytes(at)).Against(JsonNumber.Of(b.Bytes(bt))) == 0,
            JsonKind.Array => x.Count == y.Count && Items(a, at, b, bt, ref work),
            JsonKind.Object => x.Count == y.Count && Members(a, at, b, bt, ref work),
            _ => true,
        };
    }

    /// <summary>A hash that is the same for equal values of one process.</summary>
    public static int Hash(JsonTape tape, int at)
    {
        var entry = tape[at];
        switch (entry.Kind)
        {
            case JsonKind.Number:
                // Equal numbers may be written in many ways; what all of them share is sign and size.
                var number = JsonNumber.Of(tape.Bytes(at));
                return number.IsZero ? 1 : HashCode.Combine(number.IsNegative, number.Magnitude, number.LeadingDigits);
            case JsonKind.Array:
                var array = default(HashCode);
                for (var item = at + 1; item < entry.End; item = tape[item].End) array.Add(Hash(tape, item));
                return array.ToHashCode();
            case JsonKind.Object:
                var sum = entry.Count;
                for (var name = at + 1; name < entry.End; name = tape[name + 1].End) sum += HashCode.Combine(BytesHash(tape.Bytes(name)), Hash(tape, name + 1));
                return sum;
            case JsonKind.String or JsonKind.Lexical:
                return BytesHash(tape.Bytes(at));
            default:
                return (int)entry.Kind;
        }
    }

    private static int BytesHash(ReadOnlySpan<byte> bytes)
    {
        var hash = default(HashCode);
        hash.AddBytes(bytes);
        return hash.ToHashCode();
    }

    private static bool LexicalEquals(ReadOnlySpan<byte> text, JsonTape other, int at) => other[at].Kind switch
    {
        JsonKind.String or JsonKind.Lexical => text.SequenceEqual(other.Bytes(at)),
        JsonKind.Number => JsonNumber.IsNumber(text) && JsonNumber.Of(text).Against(JsonNumber.Of(other.Bytes(at))) == 0,
        JsonKind.True => text.SequenceEqual("true"u8),
        JsonKind.False => text.SequenceEqual("false"u8),
        JsonKind.Null => text.IsEmpty || text.SequenceEqual("null"u8),
        _ => false,
    };

    private static bool Items(JsonTape a, int at, JsonTape b, int bt, ref long work)
    {
        var end = a[at].End;
        for (int i = at + 1, j = bt + 1; i < end; i = a[i].End, j = b[j].End)
        {
            if (!Equal(a, i, b, j, ref work)) return false;
        }

        return true;
    }

    private static bool Members(JsonTape a, int at, JsonTape b, int bt, ref long work)
    {
        var (end, likely) = (a[at].End, bt + 1);
        for (var i = at + 1; i < end; i = a[i + 1].End)
        {
            // Mostly the order is the same, too.
            var j = likely < b[bt].End && b.Bytes(likely).SequenceEqual(a.Bytes(i)) ? likely + 1 : b.Member(bt, a.Bytes(i));
            work -= j == likely + 1 ? 1 : b[bt].Count;
            if (work <= 0 || j < 0 || !Equal(a, i + 1, b, j, ref work)) return false;
            likely = b[j].End;
        }

        return true;
    }
}
