using Palisade.Detection.Text;

namespace Palisade.Detection.Jndi;

/// <summary>
/// Evaluates the inside of one <c>${</c> as Log4j's StrSubstitutor does: inner ones first; <c>lower:</c>, <c>upper:</c> and <c>date:</c>
/// change their text; any other name is unknown and gives the default behind <c>:-</c>, or nothing. A missing brace is taken as there.
/// </summary>
internal ref struct JndiSubstitutor(ReadOnlySpan<byte> text, int start, Span<byte> result)
{
    /// <summary>Longer texts are cut: what matters stands in front.</summary>
    public const int MaxResult = 256;

    private const int MaxDepth = 12;

    // The reading of one look-up ends here, closed or not.
    private const int MaxLength = 4096;

    private readonly ReadOnlySpan<byte> _text = text[..Math.Min(text.Length, start + MaxLength)];
    private readonly Span<byte> _result = result;
    private int _used;
    private int _firstNested = -1;

    /// <summary>Behind the closing brace.</summary>
    public int End { get; private set; } = start;

    /// <summary>Look-ups inside this one.</summary>
    public int Nested { get; private set; }

    /// <summary>Of these, the ones that only write a text in another way.</summary>
    public int Disguises { get; private set; }

    /// <summary>True when the first inner look-up comes behind the prefix, as in <c>jndi:ldap://${hostName}</c>.</summary>
    public readonly bool IsPlainPrefix => _firstNested >= 5;

    /// <summary>What the text came to.</summary>
    public readonly ReadOnlySpan<byte> Name => _result[.._used];

    public void Run() => Evaluate(0);

    // Appends the text up to the closing brace, inner look-ups replaced.
    private void Evaluate(int depth)
    {
        while (End < _text.Length && _text[End] != '}')
        {
            if (_text[End] == '$' && End + 1 < _text.Length && _text[End + 1] == '{' && depth < MaxDepth)
            {
                if (depth == 0 && _firstNested < 0) _firstNested = _used;
                Nested++;
                var from = _used;
                End += 2;
                Evaluate(depth + 1);
                Resolve(from);
            }
            else
            {
                Append(_text[End++]);
            }
        }

        End++;
    }

    private void Append(byte b)
    {
        if (_used < _result.Length) _result[_used++] = b;
    }

    // Replaces a look-up's text, from there to the end, by what it gives.
    private void Resolve(int from)
    {
        var inner = _result[from.._used];
        var colon = inner.IndexOf((byte)':');
        if (colon > 0 && colon + 1 < inner.Length && Changes(inner[..colon]))
        {
            Disguises++;
            var upper = (inner[0] | 0x20) == 'u';
            var rest = inner[(colon + 1)..];
            for (var i = 0; i < rest.Length; i++)
            {
                if (ByteClass.IsLetter(rest[i])) rest[i] = (byte)(upper ? rest[i] & 0xDF : rest[i] | 0x20);
            }

            Keep(from, rest);
            return;
        }

        var fallback = inner.LastIndexOf(":-"u8);
        if (fallback >= 0) Disguises++;
        Keep(from, fallback < 0 ? default : inner[(fallback + 2)..]);
    }

    private void Keep(int from, ReadOnlySpan<byte> kept)
    {
        // Quotes are the date format's way to write letters as they are.
        _used = from;
        foreach (var b in kept)
        {
            if (b != '\'') _result[_used++] = b;
        }
    }

    private static bool Changes(ReadOnlySpan<byte> name) =>
        System.Text.Ascii.EqualsIgnoreCase(name, "lower"u8) || System.Text.Ascii.EqualsIgnoreCase(name, "upper"u8) || System.Text.Ascii.EqualsIgnoreCase(name, "date"u8);
}
