using Palisade.SecLang.Lexing;
using Palisade.SecLang.Words;

namespace Palisade.SecLang.Grammar;

/// <summary>Finds macros that name no variable: <c>%{tx.score}</c> is one that does.</summary>
internal static class MacroCheck
{
    private const int LongestName = 64;

    /// <param name="severity">A pattern may hold the bytes <c>%{</c> without meaning a macro; there it is a warning.</param>
    public static void Run(CookedSlice text, DiagnosticSeverity severity, FaultList faults)
    {
        var span = text.Span;
        var close = -1;
        for (var open = Next(span, 0); open >= 0 && !faults.IsFull; open = Next(span, open + 2))
        {
            if (IsEscaped(span, open)) continue;
            if (close < open) close = span[open..].IndexOf('}') is var end and >= 0 ? open + end : span.Length;
            if (close == span.Length)
            {
                Report(text.At(open), "The macro %{ has no closing brace", null, severity, faults);
                return;
            }

            var name = NameAt(span[..close], open + 2);
            if (Vocabulary.Variables.TryGet(name, out var word) && word.Status is not WordStatus.Refused) continue;
            var shown = span[open..Math.Min(close + 1, open + LongestName)].ToString();
            Report(text.At(open), $"The macro names no variable: {Quote.Short(shown)}", word?.Hint ?? Quote.Suggest(Vocabulary.Variables.Nearest(name)), severity, faults);
        }
    }

    private static int Next(ReadOnlySpan<char> text, int from)
    {
        var found = text[from..].IndexOf("%{", StringComparison.Ordinal);
        return found < 0 ? -1 : from + found;
    }

    private static void Report(Place at, string message, string? hint, DiagnosticSeverity severity, FaultList faults)
    {
        if (severity is DiagnosticSeverity.Error) faults.Error(DiagnosticCode.BadMacro, at, message, hint);
        else faults.Warn(DiagnosticCode.BadMacro, at, message, hint);
    }

    /// <summary>The word that ends at the brace, a dot or a colon; empty when it ends otherwise.</summary>
    private static string NameAt(ReadOnlySpan<char> text, int start)
    {
        var end = start;
        while (end < text.Length && end - start < LongestName && Chars.IsWord(text[end])) end++;
        return end == text.Length || text[end] is '.' or ':' ? text[start..end].ToString() : "";
    }

    private static bool IsEscaped(ReadOnlySpan<char> text, int at)
    {
        var backslashes = 0;
        while (backslashes < at && text[at - 1 - backslashes] is '\\') backslashes++;
        return backslashes % 2 is 1;
    }
}
