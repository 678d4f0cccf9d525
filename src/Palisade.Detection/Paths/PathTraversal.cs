using System.Buffers;

namespace Palisade.Detection.Paths;

/// <summary>
/// Decides whether a value, used as the name of a file, leaves the folder that an application means, or names a file of the system or a
/// stream wrapper. Every path in the value is walked as a lenient file system walks it; docs/detection.md says how it is judged.
/// </summary>
public static class PathTraversal
{
    private static readonly SearchValues<byte> PathSigns = SearchValues.Create([.. "./\\:%0"u8, .. Enumerable.Range(0xC0, 64).Select(b => (byte)b)]);

    // How a path is written other than by its dots and slashes: codes, 0x2e, overlong UTF-8; and what cuts it.
    private static readonly SearchValues<byte> Disguises = SearchValues.Create([.. "%xX\0"u8, .. Enumerable.Range(0xC0, 64).Select(b => (byte)b)]);

    /// <summary>This recogniser in the table.</summary>
    internal static Detector Row { get; } = new("path", 4, [.. "/\\%?^"u8, .. Enumerable.Range(0, 0x20).Select(b => (byte)b), .. Enumerable.Range(0x80, 0x80).Select(b => (byte)b)], Detect)
    {
        Texts = ["..", "0x", "data:", .. PathTargets.HiddenNames],
    };

    /// <summary>Looks for traversal and local files in a value.</summary>
    /// <param name="value">The value as the application would see it, decoded. Any bytes, any length; the time is linear in it.</param>
    /// <returns>The surest finding; null when the value is harmless.</returns>
    public static Finding? Detect(ReadOnlySpan<byte> value)
    {
        if (value.Length < 4 || !value.ContainsAny(PathSigns)) return null;
        if (PathWrapper.Find(value) is { } wrapper) return wrapper;
        Finding? best = null;
        Span<byte> target = stackalloc byte[PathToken.MaxTarget];
        var at = 0;
        while (at < value.Length)
        {
            if (PathBytes.EndsToken(value[at]))
            {
                at++;
                continue;
            }

            if (at > 0 && IsPlain(value[at..], out var length))
            {
                at += length;
                continue;
            }

            var token = PathToken.Read(value, at, target);
            if (PathVerdict.Judge(value, token) is { } finding && (best is null || finding.Confidence > best.Confidence)) best = finding;
            if (best is { Confidence: Confidence.High }) return best;
            at = Math.Max(token.End, at + 1);
        }

        return PathDisguise.Find(value) ?? best;
    }

    // A word of a text that neither starts at a root nor climbs, nor hides that it does: behind other text it is no finding, wherever it leads.
    private static bool IsPlain(ReadOnlySpan<byte> rest, out int length)
    {
        length = rest.IndexOfAny(PathBytes.Ends);
        if (length < 0) length = rest.Length;
        var token = rest[..length];
        return token[0] is not ((byte)'/' or (byte)'\\' or (byte)'.') && !(length > 1 && token[1] == ':') && !token.ContainsAny(Disguises) && token.IndexOf(".."u8) < 0;
    }
}
