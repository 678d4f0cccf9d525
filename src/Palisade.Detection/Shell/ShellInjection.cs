using System.Buffers;
using Palisade.Detection.Text;

namespace Palisade.Detection.Shell;

/// <summary>
/// Decides whether a value, put into a command line of a Unix shell bare or in quotes, would run a command of its own, or is one. Every
/// place where a command can start is read as the shell reads it; docs/detection.md says how it is weighed.
/// </summary>
public static class ShellInjection
{
    private static readonly SearchValues<byte> Starters = SearchValues.Create(";|&\n\r`('\"{<>"u8);

    /// <summary>This recogniser in the table.</summary>
    internal static Detector Row { get; } = new("shell", 3, [.. ";|&\n\r`('\"{<>$\\*?[/=!"u8], Detect) { Texts = ShellVocabulary.Marks };

    /// <summary>Looks for a command in a value.</summary>
    /// <param name="value">The value as the application would see it, decoded. Any bytes, any length; the time is linear in it.</param>
    /// <returns>The surest finding; null when the value runs nothing.</returns>
    public static Finding? Detect(ReadOnlySpan<byte> value)
    {
        if (value.Length < 3) return null;
        var scan = new ShellScan(value);
        if ((ShellFunction.Find(value) ?? ShellOption.Find(value)) is { } start) return start;
        scan.Try(ByteClass.SkipBlanks(value, 0), ShellPlace.Whole);
        var at = 0;
        while (!scan.IsCertain && at < value.Length)
        {
            var next = value[at..].IndexOfAny(Starters);
            if (next < 0) break;
            at += next;
            scan.TryBehind(at);
            at++;
        }

        return scan.Best;
    }
}
