namespace Palisade.SecLang.Words;

/// <summary>A transformation of the language, the value of action <c>t</c>.</summary>
/// <param name="Name">Canonical.</param>
/// <param name="Synonyms">Other spellings that lead here.</param>
public sealed record TransformationWord(string Name, IReadOnlyList<string> Synonyms);

/// <summary>The transformations of ModSecurity v3 and of Coraza, and <c>unwrap</c>, which is ours.</summary>
internal static class TransformationWords
{
    private static readonly TransformationWord[] Words =
    [
        .. new[]
        {
            "base64Decode", "base64DecodeExt", "base64Encode", "cmdLine", "compressWhitespace", "cssDecode", "escapeSeqDecode", "hexDecode",
            "hexEncode", "htmlEntityDecode", "jsDecode", "length", "lowercase", "md5", "none", "parityEven7bit", "parityOdd7bit",
            "parityZero7bit", "phpArgsNames", "removeComments", "removeCommentsChar", "removeNulls", "removeWhitespace", "replaceComments",
            "replaceNulls", "sha1", "sqlHexDecode", "trim", "trimLeft", "trimRight", "unwrap", "uppercase", "urlDecode", "urlDecodeUni", "urlEncode",
            "utf8toUnicode",
        }.Select(n => new TransformationWord(n, [])),
        new("normalisePath", ["normalizePath"]),
        new("normalisePathWin", ["normalizePathWin"]),
    ];

    public static WordTable<TransformationWord> Table { get; } = new(Words, w => [w.Name, .. w.Synonyms]);
}
