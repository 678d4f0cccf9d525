using System.Collections.Frozen;
using Palisade.Engine.Patterns.Syntax;

namespace Palisade.Engine.Transformations;

/// <summary>Every transformation of the language by name.</summary>
public static class TransformationTable
{
    private static readonly NormalisePath Path = new("normalisePath", windows: false);
    private static readonly NormalisePath PathWin = new("normalisePathWin", windows: true);
    private static readonly CmdLine CommandLine = new();
    private static readonly CompressWhitespace Whitespace = new();

    private static readonly FrozenDictionary<string, Transformation> All = new Dictionary<string, Transformation>
    {
        ["base64Decode"] = new Base64Decode(),
        ["base64DecodeExt"] = new Base64DecodeExt(),
        ["base64Encode"] = new Base64Encode(),
        ["cmdLine"] = CommandLine,
        ["cmd_line"] = CommandLine,
        ["compressWhitespace"] = Whitespace,
        ["compress_whitespace"] = Whitespace,
        ["cssDecode"] = new CssDecode(),
        ["escapeSeqDecode"] = new EscapeSeqDecode(),
        ["hexDecode"] = new HexDecode(),
        ["hexEncode"] = new HexEncode(),
        ["htmlEntityDecode"] = new HtmlEntityDecode(),
        ["jsDecode"] = new JsDecode(),
        ["length"] = new Length(),
        ["lowercase"] = new Lowercase(),
        ["md5"] = new Md5(),
        ["normalisePath"] = Path,
        ["normalisePathWin"] = PathWin,
        ["normalizePath"] = Path,
        ["normalizePathWin"] = PathWin,
        ["parityEven7bit"] = new Parity7Bit("parityEven7bit", topBitWhenOdd: true),
        ["parityOdd7bit"] = new Parity7Bit("parityOdd7bit", topBitWhenOdd: false),
        ["parityZero7bit"] = new ParityZero7Bit(),
        ["phpArgsNames"] = new PhpArgsNames(),
        ["removeComments"] = new RemoveComments(),
        ["removeCommentsChar"] = new RemoveCommentsChar(),
        ["removeNulls"] = new RemoveBytes("removeNulls", ByteSet.Of(0)),
        ["removeWhitespace"] = new RemoveBytes("removeWhitespace", ByteSet.Of([.. AsciiByte.Spaces, AsciiByte.NonBreakingSpace, 0xC2])),
        ["replaceComments"] = new ReplaceComments(),
        ["replaceNulls"] = new ReplaceNulls(),
        ["sha1"] = new Sha1(),
        ["sqlHexDecode"] = new SqlHexDecode(),
        ["trim"] = new Trim("trim", left: true, right: true),
        ["trimLeft"] = new Trim("trimLeft", left: true, right: false),
        ["trimRight"] = new Trim("trimRight", left: false, right: true),
        ["unwrap"] = new UnwrapRound(),
        ["uppercase"] = new Uppercase(),
        ["urlDecode"] = new UrlDecode(),
        ["urlDecodeUni"] = new UrlDecodeUni(map: null),
        ["urlEncode"] = new UrlEncode(),
        ["utf8toUnicode"] = new Utf8ToUnicode(),
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Every spelling of every transformation, aliases included.</summary>
    public static IEnumerable<string> Names => All.Keys;

    /// <summary>The shared instance for a name, compared without regard to case; null when there is none. <c>none</c> is not one: it is a word of the rule.</summary>
    public static Transformation? Find(string name) => All.GetValueOrDefault(name);

    /// <summary>As <see cref="Find(string)"/>, for rules with a <c>SecUnicodeMapFile</c>, which <c>urlDecodeUni</c> follows.</summary>
    /// <param name="name">The name, in any case.</param>
    /// <param name="map">The map of the rules, or null when they have none. Callers keep the instance: a new one is made for each call.</param>
    public static Transformation? Find(string name, UnicodeMap? map) =>
        Find(name) switch
        {
            UrlDecodeUni when map is not null => new UrlDecodeUni(map),
            var found => found,
        };
}
