using System.Buffers;
using Palisade.Detection.Text;

namespace Palisade.Detection.Php;

/// <summary>Finds the tags between which PHP runs.</summary>
internal static class PhpTag
{
    private static readonly SearchValues<byte> CodeSigns = SearchValues.Create("($;`'\""u8);

    // Code worth the name shows itself this early behind a tag.
    private const int Head = 512;

    // Nobody closes more than this in front of a tag.
    private const int MaxFront = 32;

    public static Finding? Find(ReadOnlySpan<byte> value)
    {
        if (value.IndexOf("language=\"php\""u8) is var script and >= 0 && value.IndexOf("<script"u8) >= 0) return new Finding(Confidence.High, script, 8, "opens a script element of PHP");
        bool? isProse = null;
        for (var at = 0; at < value.Length;)
        {
            var open = value[at..].IndexOf("<?"u8);
            if (open < 0) break;
            at += open;
            if (Judge(value, at, ref isProse) is { } finding) return finding;
            at += 2;
        }

        return null;
    }

    private static Finding? Judge(ReadOnlySpan<byte> value, int at, ref bool? isProse)
    {
        var rest = value[(at + 2)..Math.Min(value.Length, at + 2 + Head)];
        var isLong = rest.Length >= 3 && System.Text.Ascii.EqualsIgnoreCase(rest[..3], "php"u8) && (rest.Length == 3 || !ByteClass.ContinuesName(rest[3]));
        var isEcho = rest.StartsWith("="u8);
        var code = isLong ? rest[3..] : isEcho ? rest[1..] : rest;
        if (!isLong && !isEcho && (code.IsEmpty || !(ByteClass.IsBlank(code[0]) || code[0] is (byte)'$' or (byte)'@' or (byte)'`'))) return null;
        var close = code.IndexOf("?>"u8);
        if (close >= 0) code = code[..close];
        if (!code.ContainsAny(CodeSigns) && !(isEcho && code.Contains((byte)'*'))) return null;
        var isFront = at <= MaxFront && value[..at].Trim(" \t\r\n'\")>};"u8).IsEmpty;
        if (!isFront && (isProse ??= Prose.Is(value))) return null;
        return new Finding(Confidence.High, at, 2 + Math.Min(rest.Length, code.Length), "opens a tag of PHP with code in it");
    }
}
