using System.Buffers;
using Palisade.Detection.Text;

namespace Palisade.Detection.WindowsShell;

/// <summary>
/// Decides whether a value, put into a command line of cmd.exe or PowerShell, would run a command of its own, or is one. Every place where
/// a command can start is read as cmd.exe reads it; what PowerShell alone knows is found by the names of its commands and classes.
/// </summary>
public static class WindowsCommand
{
    private static readonly SearchValues<byte> Closers = SearchValues.Create(" \t\r\n\"';)&|`"u8);

    // Nobody closes more than this before a first separator.
    private const int MaxFront = 16;

    private static readonly SearchValues<byte> Starters = SearchValues.Create("&|\n\r\"';(`"u8);

    // What separates a name from its arguments or from other commands, or hides it.
    private static readonly SearchValues<byte> Needed = SearchValues.Create("&|\n\r (%/;-\\\t,=^\"'.`"u8);

    /// <summary>This recogniser in the table.</summary>
    internal static Detector Row { get; } = new("windows_shell", 4, [.. "%^\"'`"u8], Detect) { Texts = WindowsVocabulary.Marks };

    /// <summary>Looks for a command in a value.</summary>
    /// <param name="value">The value as the application would see it, decoded. Any bytes, any length; the time is linear in it.</param>
    /// <returns>The surest finding; null when the value runs nothing.</returns>
    public static Finding? Detect(ReadOnlySpan<byte> value)
    {
        if (value.Length < 4 || !value.ContainsAny(Needed)) return null;
        Finding? best = null;
        bool? isProse = null;
        Try(value, ByteClass.SkipBlanks(value, 0), false, ref best, ref isProse);
        var (at, lastStart) = (0, 0);
        while (best is not { Confidence: Confidence.High } && at < value.Length)
        {
            var next = value[at..].IndexOfAny(Starters);
            if (next < 0) break;
            at += next;
            if (at >= lastStart)
            {
                var start = at;
                var separated = false;
                while (start < value.Length && value[start] is (byte)' ' or (byte)'\t' or (byte)'&' or (byte)'|' or (byte)'\n' or (byte)'\r' or (byte)';' or (byte)'"' or (byte)'\'' or (byte)'(' or (byte)'`')
                {
                    separated |= value[start] is (byte)'&' or (byte)'|' or (byte)';' || (value[start] == '\n' && start < MaxFront);
                    start++;
                }

                lastStart = start;
                Try(value, start, separated, ref best, ref isProse);
            }

            at++;
        }

        return best is { Confidence: Confidence.High } ? best : PowerShellNames.Find(value) ?? best;
    }

    private static void Try(ReadOnlySpan<byte> value, int start, bool separated, ref Finding? best, ref bool? isProse)
    {
        if (start >= value.Length || !(ByteClass.IsLetter(value[start]) || value[start] is (byte)'%' or (byte)'^' or (byte)'"' or (byte)'@' or (byte)'\\')) return;
        Span<byte> buffer = stackalloc byte[WindowsWords.BufferLength];
        var words = WindowsWords.Read(value, start, buffer);
        if (WindowsVerdict.Judge(words, separated, IsFront(value, start)) is not { } confidence || (best is not null && best.Confidence >= confidence)) return;
        isProse ??= value.IndexOf("```"u8) >= 0 || Prose.Is(value);
        if (isProse.Value && (!separated || confidence < Confidence.High || !IsFront(value, start))) return;
        best = new Finding(confidence, start, Math.Max(1, Math.Min(value.Length, words.End) - start), WindowsVerdict.Reason(words, separated));
    }

    // Nothing in front but what closes the application's own words.
    private static bool IsFront(ReadOnlySpan<byte> value, int start) => start <= MaxFront && value[..start].IndexOfAnyExcept(Closers) < 0;
}
