using System.Text.Json;
using System.Text.Unicode;

namespace Palisade.Protection.Apis.Json;

/// <summary>
/// A JSON text as a flat list of entries, each container directly before what is in it. Used again and again; grows and never shrinks below
/// what one text needs. Not safe for two threads.
/// </summary>
internal sealed class JsonTape
{
    private const int KeptEntries = 64 * 1024;
    private const int KeptBytes = 256 * 1024;
    private readonly List<int> _open = [];
    private JsonEntry[] _entries = new JsonEntry[64];
    private byte[] _aside = new byte[256];
    private int _asideLength;
    private ReadOnlyMemory<byte> _source;

    /// <summary>How many entries there are.</summary>
    public int Length { get; private set; }

    /// <summary>Where reading stopped, as an offset in the source, when it failed.</summary>
    public int FaultAt { get; private set; }

    /// <summary>An entry.</summary>
    public ref readonly JsonEntry this[int at] => ref _entries[at];

    /// <summary>The bytes of a string, number or lexical text; of a string unescaped.</summary>
    public ReadOnlySpan<byte> Bytes(int at)
    {
        ref readonly var entry = ref _entries[at];
        return entry.Aside ? _aside.AsSpan(entry.Start, entry.Length) : _source.Span.Slice(entry.Start, entry.Length);
    }

    /// <summary>The value of a member; -1 when there is none. The first one when there are several.</summary>
    public int Member(int container, ReadOnlySpan<byte> name)
    {
        var end = _entries[container].End;
        for (var at = container + 1; at < end; at = _entries[at + 1].End)
        {
            if (Bytes(at).SequenceEqual(name)) return at + 1;
        }

        return -1;
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        (Length, _asideLength, FaultAt, _source) = (0, 0, 0, default);
        _open.Clear();
        if (_entries.Length > KeptEntries) _entries = new JsonEntry[KeptEntries];
        if (_aside.Length > KeptBytes) _aside = new byte[KeptBytes];
    }

    /// <summary>Reads one JSON text into an empty tape, or behind what is there; a byte order mark is passed over.</summary>
    /// <param name="source">Has to stay as it is while the tape is read.</param>
    public JsonFault Read(ReadOnlyMemory<byte> source, in JsonLimits limits)
    {
        if (source.Span.StartsWith("\uFEFF"u8)) source = source[3..];
        if (!Utf8.IsValid(source.Span)) return JsonFault.NotUtf8;

        var inSource = Length == 0;
        if (inSource) _source = source;
        var reader = new Utf8JsonReader(source.Span, new JsonReaderOptions { MaxDepth = limits.Depth + 1 });
        try
        {
            while (reader.Read())
            {
                if (Length >= limits.Entries) return Failed(JsonFault.TooMany, (int)reader.TokenStartIndex);
                if (reader.TokenType is (JsonTokenType.StartArray or JsonTokenType.StartObject) && reader.CurrentDepth >= limits.Depth)
                    return Failed(JsonFault.TooDeep, (int)reader.TokenStartIndex);
                if (!Token(ref reader, inSource)) return Failed(JsonFault.DuplicateName, (int)reader.TokenStartIndex);
            }

            return JsonFault.None;
        }
        catch (JsonException)
        {
            // The reader has no other way to say it; malformed bodies are rare, and rarer once they are blocked.
            return Failed(JsonFault.Malformed, (int)reader.BytesConsumed);
        }
        catch (InvalidOperationException)
        {
            return Failed(JsonFault.NotUtf8, (int)reader.TokenStartIndex);
        }
    }

    /// <summary>Opens a container.</summary>
    public void Open(JsonKind kind)
    {
        CountOne();
        _open.Add(Length);
        Add(new(kind, 0, 0, 0, 0, Aside: false));
    }

    /// <summary>Closes the innermost container. False when it is an object with a name that stands twice.</summary>
    public bool Close()
    {
        var at = _open[^1];
        _open.RemoveAt(_open.Count - 1);
        _entries[at].End = Length;
        return _entries[at].Kind is not JsonKind.Object || !JsonNames.HasDuplicate(this, at);
    }

    /// <summary>The name of the next member.</summary>
    public void Name(ReadOnlySpan<byte> name) => Add(Aside(JsonKind.String, name));

    /// <summary>A scalar with bytes of its own.</summary>
    public void Scalar(JsonKind kind, ReadOnlySpan<byte> bytes)
    {
        CountOne();
        Add(Aside(kind, bytes));
    }

    private bool Token(ref Utf8JsonReader reader, bool inSource)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                Open(JsonKind.Object);
                return true;
            case JsonTokenType.StartArray:
                Open(JsonKind.Array);
                return true;
            case JsonTokenType.EndObject or JsonTokenType.EndArray:
                return Close();
            case JsonTokenType.PropertyName:
                Add(Text(ref reader, JsonKind.String, inSource));
                return true;
            default:
                CountOne();
                Add(Text(ref reader, KindOf(reader.TokenType), inSource));
                return true;
        }
    }

    private static JsonKind KindOf(JsonTokenType type) => type switch
    {
        JsonTokenType.String => JsonKind.String,
        JsonTokenType.Number => JsonKind.Number,
        JsonTokenType.True => JsonKind.True,
        JsonTokenType.False => JsonKind.False,
        _ => JsonKind.Null,
    };

    private JsonEntry Text(ref Utf8JsonReader reader, JsonKind kind, bool inSource)
    {
        if (!reader.ValueIsEscaped)
        {
            if (!inSource) return Aside(kind, reader.ValueSpan);
            var start = (int)reader.TokenStartIndex + (kind is JsonKind.String ? 1 : 0);
            return new(kind, start, reader.ValueSpan.Length, 0, 0, Aside: false);
        }

        Room(reader.ValueSpan.Length);
        var length = reader.CopyString(_aside.AsSpan(_asideLength));
        _asideLength += length;
        return new(kind, _asideLength - length, length, 0, 0, Aside: true);
    }

    private JsonEntry Aside(JsonKind kind, ReadOnlySpan<byte> bytes)
    {
        Room(bytes.Length);
        bytes.CopyTo(_aside.AsSpan(_asideLength));
        _asideLength += bytes.Length;
        return new(kind, _asideLength - bytes.Length, bytes.Length, 0, 0, Aside: true);
    }

    private void Room(int bytes)
    {
        if (_aside.Length - _asideLength < bytes) Array.Resize(ref _aside, Math.Max(_asideLength + bytes, _aside.Length * 2));
    }

    private void Add(JsonEntry entry)
    {
        if (Length == _entries.Length) Array.Resize(ref _entries, Length * 2);
        entry.End = Length + 1;
        _entries[Length++] = entry;
    }

    /// <summary>A value, or a container, starts: the one around it has one more. Names do not count.</summary>
    private void CountOne()
    {
        if (_open.Count > 0) _entries[_open[^1]].Count++;
    }

    private JsonFault Failed(JsonFault fault, int at)
    {
        FaultAt = at;
        return fault;
    }
}

/// <summary>How large a JSON text may be.</summary>
/// <param name="Depth">Most containers inside each other.</param>
/// <param name="Entries">Most values and names.</param>
internal readonly record struct JsonLimits(int Depth, int Entries);
