using System.Text;
using Palisade.Engine.Patterns;

namespace Palisade.Engine.Rules;

/// <summary>Says which names of TX variables a pattern matches, and remembers it for the names that stand in rules. Safe for all requests at once.</summary>
internal sealed class TxNameFilter(BytePattern pattern)
{
    private const byte Unknown = 0;
    private const byte Yes = 1;
    private const byte No = 2;
    private const int LongestOnStack = 256;

    // What the pattern asks of a name, where that is only how it begins: for names that a request makes up, nothing is remembered.
    private readonly string? _beginning = BeginningOf(pattern);

    // Replaced by a longer one when names were added: an answer that is lost to another thread is worked out again.
    private byte[] _known = [];

    /// <summary>Whether the pattern matches a name.</summary>
    /// <param name="number">Its number; negative where only this request knows it, and then nothing is remembered.</param>
    public bool Includes(int number, string name)
    {
        if (number < 0) return Matches(name);
        var known = Volatile.Read(ref _known);
        if (number >= known.Length)
        {
            Array.Resize(ref known, number + 64);
            Volatile.Write(ref _known, known);
        }

        if (known[number] == Unknown) known[number] = Matches(name) ? Yes : No;
        return known[number] == Yes;
    }

    // Case does not count in selectors: a pattern compiled otherwise is asked itself.
    private static string? BeginningOf(BytePattern pattern)
    {
        if (pattern.Text is not ['^', _, ..]) return null;
        var rest = pattern.Text[1..];
        var isPlain = rest.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') && pattern.IsMatch(rest.ToUpperInvariant()) && pattern.IsMatch(rest.ToLowerInvariant());
        return isPlain && !pattern.IsMatch("\n" + rest) ? rest : null;
    }

    private bool Matches(string name)
    {
        if (_beginning is not null) return name.StartsWith(_beginning, StringComparison.OrdinalIgnoreCase);
        Span<byte> bytes = name.Length <= LongestOnStack ? stackalloc byte[LongestOnStack] : new byte[name.Length];
        return pattern.IsMatch(bytes[..Encoding.Latin1.GetBytes(name, bytes)], out _);
    }
}
