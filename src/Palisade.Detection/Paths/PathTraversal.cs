using System.Buffers;

namespace Palisade.Detection.Paths;

/// <summary>
/// Decides whether a value, used as the name of a file, leaves the folder that an application means, or names a file of the system or a
/// stream wrapper. Every path in the value is walked as a lenient file system walks it; docs/detection.md says how it is judged.
/// </summary>
public static class PathTraversal
{
    private static readonly SearchValues<byte> PathSigns = SearchValues.Create([.. "./\\:%0"u8, .. Enumerable.Range(0xC0, 64).Select(b => (byte)b)]);

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

            var token = PathToken.Read(value, at, target);
            if (PathVerdict.Judge(value, token) is { } finding && (best is null || finding.Confidence > best.Confidence)) best = finding;
            if (best is { Confidence: Confidence.High }) return best;
            at = Math.Max(token.End, at + 1);
        }

        return PathDisguise.Find(value) ?? best;
    }
}
