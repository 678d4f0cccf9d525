using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Palisade.SecLang.Syntax;

namespace Palisade.SecLang;

/// <summary>
/// Texts of rule files and what came of parsing them. A file that holds what it held before is not parsed again, and of one that was changed, what stands where it
/// stood is kept: those directives are the same objects, by which the compiler sees that nothing in them is new. Of a text, its digest is kept. For one thread at a time.
/// </summary>
/// <param name="before">What was parsed the last time; null for nothing.</param>
public sealed class ParsedTexts(ParsedTexts? before = null)
{
    private readonly Dictionary<string, (byte[] Digest, ParseResult Result)> _texts = new(StringComparer.Ordinal);
    private Dictionary<string, (byte[] Digest, ParseResult Result)>? _before = before?._texts;

    /// <summary>As <see cref="SecLangParser.Parse"/>, which is not asked where the same text was parsed before under the same name.</summary>
    public ParseResult Parse(string file, ReadOnlySpan<char> text)
    {
        // A file that is read twice has its directives twice, and they are not the same ones.
        if (_texts.ContainsKey(file)) return SecLangParser.Parse(file, text.ToString());

        var digest = SHA256.HashData(MemoryMarshal.AsBytes(text));
        var (before, known) = _before?.GetValueOrDefault(file) ?? default;
        var result = digest.AsSpan().SequenceEqual(before) ? known : Parse(file, text.ToString(), known);
        _texts[file] = (digest, result);
        return result;
    }

    private static ParseResult Parse(string file, string text, ParseResult? known)
    {
        var result = SecLangParser.Parse(file, text);
        if (known is null) return result;
        var places = known.Directives.ToDictionary(d => d.At);
        return result with { Directives = [.. result.Directives.Select(d => places.TryGetValue(d.At, out var same) && SameText.Is(d, same) ? same : d)] };
    }

    /// <summary>Forgets what was parsed the last time and did not come again.</summary>
    public void Close() => _before = null;
}
