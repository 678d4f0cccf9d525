using System.Globalization;
using System.Text;

namespace Palisade.Protection.Apis.Patterns;

/// <summary>Walks over a pattern code point by code point.</summary>
internal sealed class EcmaCursor(string text)
{
    /// <summary>Where it is, in UTF-16 units from 0.</summary>
    public int At { get; private set; }

    /// <summary>Whether there is nothing left.</summary>
    public bool IsEnd => At >= text.Length;

    /// <summary>The next character; NUL at the end.</summary>
    public char Peek => IsEnd ? '\0' : text[At];

    /// <summary>Whether a text comes next.</summary>
    public bool Sees(string next) => text.AsSpan(At).StartsWith(next, StringComparison.Ordinal);

    /// <summary>Passes a text over when it comes next.</summary>
    public bool Take(string next)
    {
        if (!Sees(next)) return false;
        At += next.Length;
        return true;
    }

    /// <summary>The next code point. Not at the end.</summary>
    public int Next()
    {
        if (Rune.TryGetRuneAt(text, At, out var rune))
        {
            At += rune.Utf16SequenceLength;
            return rune.Value;
        }

        return text[At++];
    }

    /// <summary>A number in hexadecimal of so many digits; -1 when there is none, and nothing is passed over then.</summary>
    public int Hex(int digits)
    {
        if (text.Length - At < digits || !int.TryParse(text.AsSpan(At, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)) return -1;
        At += digits;
        return value;
    }

    /// <summary>What stands up to a character, which is passed over, too; null when it does not come.</summary>
    public string? Until(char end)
    {
        var index = text.IndexOf(end, At);
        if (index < 0) return null;
        var found = text[At..index];
        At = index + 1;
        return found;
    }

    /// <summary>A quantifier in braces with its numbers; null when what comes is none.</summary>
    public string? Braces()
    {
        var end = text.IndexOf('}', At);
        if (end < 0 || end - At > 16) return null;
        var inside = text.AsSpan(At + 1, end - At - 1);
        var comma = inside.IndexOf(',');
        var low = comma < 0 ? inside : inside[..comma];
        var high = comma < 0 ? default : inside[(comma + 1)..];
        if (low.IsEmpty || low.IndexOfAnyExceptInRange('0', '9') >= 0 || high.IndexOfAnyExceptInRange('0', '9') >= 0) return null;
        var braces = text[At..(end + 1)];
        At = end + 1;
        return braces;
    }
}
