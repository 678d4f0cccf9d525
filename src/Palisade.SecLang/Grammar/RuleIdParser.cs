using Palisade.SecLang.Syntax;
using Palisade.SecLang.Lexing;

namespace Palisade.SecLang.Grammar;

/// <summary>Reads lists of rule ids and ranges: <c>1-5 7,9</c>.</summary>
internal static class RuleIdParser
{
    public static IReadOnlyList<IdRange> Parse(CookedSlice text, FaultList faults)
    {
        var ranges = new List<IdRange>();
        var next = SkipSeparators(text, 0);
        if (next == text.Length) faults.Error(DiagnosticCode.BadRuleIds, text.At(0), "Expected the id of a rule, found nothing");

        while (next < text.Length && !faults.IsFull)
        {
            var start = next;
            while (next < text.Length && !IsSeparator(text[next])) next++;
            if (Range(text.Slice(start, next).Span) is { } range) ranges.Add(range);
            else faults.Error(DiagnosticCode.BadRuleIds, text.At(start), $"{Quote.Short(text.Slice(start, next).ToString())} is not the id of a rule nor a range", "write 942100, or 942100-942199");
            next = SkipSeparators(text, next);
        }

        return ranges;
    }

    private static IdRange? Range(ReadOnlySpan<char> text)
    {
        var dash = text.IndexOf('-');
        var first = dash < 0 ? text : text[..dash];
        var last = dash < 0 ? text : text[(dash + 1)..];
        return Numbers.TryParse(first, out var from) && Numbers.TryParse(last, out var to) && from <= to ? new IdRange(from, to) : null;
    }

    private static int SkipSeparators(CookedSlice text, int start)
    {
        while (start < text.Length && IsSeparator(text[start])) start++;
        return start;
    }

    private static bool IsSeparator(char c) => c is ',' || Chars.IsBlank(c);
}
