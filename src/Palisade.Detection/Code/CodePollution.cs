using Palisade.Detection.Text;

namespace Palisade.Detection.Code;

/// <summary>
/// Finds keys that reach what all objects share: in JavaScript <c>__proto__</c> and <c>constructor.prototype</c>, in Java's data binding the
/// class loader (CVE-2022-22965).
/// </summary>
internal static class CodePollution
{
    private const int MaxKey = 64;

    public static Finding? Find(ReadOnlySpan<byte> value)
    {
        var at = value.IndexOf("__proto__"u8);
        if (at >= 0) return JudgeProto(value, at);
        at = value.IndexOf("classLoader"u8);
        if (at > 6 && value[at - 1] is (byte)'.' or (byte)'[' or (byte)'\'' && value[..at].IndexOf("class"u8) >= 0 && !Prose.Is(value)) return new Finding(Confidence.High, at, 11, "names the class loader that every object of Java leads to");
        at = value.IndexOf("constructor"u8);
        if (at < 0) return null;
        var rest = value[(at + 11)..Math.Min(value.Length, at + MaxKey)];
        var link = rest.TrimStart("'\"]"u8);
        if (link.Length < 10 || link[0] is not ((byte)'.' or (byte)'[' or (byte)':')) return null;
        link = link.TrimStart(".[:{'\" "u8);
        return link.StartsWith("prototype"u8) && !Prose.Is(value) ? New(at, 11, Confidence.High) : null;
    }

    private static Finding? JudgeProto(ReadOnlySpan<byte> value, int at)
    {
        var rest = value[(at + 9)..];
        if (value.Length <= 12) return New(at, 9, Confidence.High);
        var next = rest.TrimStart("'\"] "u8);
        var isKey = next.Length > 0 && next[0] is (byte)'[' or (byte)'.' or (byte)':' or (byte)'=';
        return isKey && !Prose.Is(value) ? New(at, 9, Confidence.High) : null;
    }

    private static Finding New(int at, int length, Confidence confidence) => new(confidence, at, length, "names the prototype that every object of JavaScript has");
}
