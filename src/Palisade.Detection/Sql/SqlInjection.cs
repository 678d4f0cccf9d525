using System.Buffers;
using System.Runtime.CompilerServices;

namespace Palisade.Detection.Sql;

/// <summary>
/// Decides whether a value, put into a SQL statement as a number, a name or a quoted text, would leave its place and continue as SQL.
/// It reads the value once for each place where that can be, with the tokens and the grammar of MySQL, PostgreSQL, SQL Server, Oracle
/// and SQLite, and again only from where their readings part; docs/detection.md says how.
/// </summary>
public static class SqlInjection
{
    // After so many steps it is looked whether the dialects still agree; where they do, a copy of the reading is kept.
    private const int StepsBetweenLooks = 256;

    private static readonly SqlContext[] QuotedContexts = [SqlContext.SingleQuoted, SqlContext.DoubleQuoted, SqlContext.BackQuoted, SqlContext.Bracketed];

    // One word, number, file name or identifier is none.
    private static readonly SearchValues<byte> WordBytes = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_."u8);

    // Quotes that a value can leave, and what ends a comment.
    private static readonly SearchValues<byte> OtherPlaces = SearchValues.Create("'\"`]*"u8);

    /// <summary>Looks for SQL in a value.</summary>
    /// <param name="value">The value as the application would see it, decoded. Any bytes, any length; the time is linear in it.</param>
    /// <returns>The surest finding; null when the value is harmless in every place.</returns>
    public static SqlFinding? Detect(ReadOnlySpan<byte> value)
    {
        if (value.Length < 3 || value.IndexOfAnyExcept(WordBytes) < 0) return null;
        SqlFinding? best = null;
        var understood = SqlOpening.IsHopeless(value) ? 0 : Try(value, 0, SqlContext.Bare, ref best);
        if (best is null && !value.ContainsAny(OtherPlaces)) return null;
        foreach (var context in QuotedContexts)
        {
            if (best is { Confidence: Confidence.High }) return best;
            TryQuoted(value, context, ref best);
        }

        if (best is null) TryBehindComment(value, understood, ref best);
        return best;
    }

    private static void TryQuoted(ReadOnlySpan<byte> value, SqlContext context, ref SqlFinding? best)
    {
        var quote = SqlQuotes.Closing(context);
        if (!value.Contains(quote)) return;
        var start = SqlLexer.TextEnd(value, 0, quote, SqlDialect.MySql, out var sawBackslash);
        if (start >= 0) Try(value, start, context, ref best);
        if (!sawBackslash) return;

        // Where a backslash is no escape, the literal may end earlier.
        var standard = SqlLexer.TextEnd(value, 0, quote, SqlDialect.Standard, out _);
        if (standard >= 0 && standard != start) Try(value, standard, context, ref best);
    }

    // A path such as /a/*/*/2 union all is no operand, but what follows the comment is one. Of a value that was understood past it, it is no part.
    private static void TryBehindComment(ReadOnlySpan<byte> value, int understood, ref SqlFinding? best)
    {
        var open = value.IndexOf("/*"u8);
        if (open < 0) return;
        var close = value[(open + 2)..].IndexOf("*/"u8);
        if (close >= 0 && open + close + 4 >= understood) Try(value, open + close + 4, SqlContext.AfterComment, ref best);
    }

    // Returns how far the first reading understood the value. A grammar is large: what needs another one has a frame of its own.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Try(ReadOnlySpan<byte> value, int start, SqlContext context, ref SqlFinding? best)
    {
        if (start >= value.Length) return start;
        var grammar = new SqlGrammar(value, start, context);
        if (grammar.Run(StepsBetweenLooks)) return TryLong(value, ref grammar, ref best);
        Judge(value, grammar, ref best);
        if (grammar.Lexer.Differs) ReadAgain(value, grammar, ref best);
        return grammar.Facts.End;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int TryLong(ReadOnlySpan<byte> value, ref SqlGrammar grammar, ref SqlFinding? best)
    {
        var agreed = grammar.Lexer.Differs ? new(value, grammar.Start, grammar.Context) : grammar;
        var withoutBackslash = grammar.Lexer.SawBackslash ? agreed : grammar;
        while (grammar.Run(StepsBetweenLooks))
        {
            if (!grammar.Lexer.SawBackslash) withoutBackslash = grammar;
            if (!grammar.Lexer.Differs) agreed = grammar;
        }

        Judge(value, grammar, ref best);
        if (grammar.Lexer.Differs) ReadOtherwise(value, agreed, withoutBackslash, grammar.Lexer.SawBackslash, ref best);
        return grammar.Facts.End;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ReadAgain(ReadOnlySpan<byte> value, in SqlGrammar first, ref SqlFinding? best)
    {
        var start = new SqlGrammar(value, first.Start, first.Context);
        ReadOtherwise(value, start, start, first.Lexer.SawBackslash, ref best);
    }

    // Without escapes, only what is ambiguous besides reads differently in the standard.
    private static void ReadOtherwise(ReadOnlySpan<byte> value, in SqlGrammar agreed, in SqlGrammar withoutBackslash, bool sawBackslash, ref SqlFinding? best)
    {
        if (sawBackslash && best is null && !Read(value, withoutBackslash.In(SqlDialect.MySqlWithoutEscapes), ref best)) return;
        if (best is not { Confidence: Confidence.High }) Read(value, agreed.In(SqlDialect.Standard), ref best);
    }

    // True when another dialect without escapes could read the value differently.
    private static bool Read(ReadOnlySpan<byte> value, SqlGrammar grammar, ref SqlFinding? best)
    {
        while (grammar.Run(int.MaxValue))
        {
        }

        Judge(value, grammar, ref best);
        return grammar.Lexer.IsAmbiguous;
    }

    private static void Judge(ReadOnlySpan<byte> value, in SqlGrammar grammar, ref SqlFinding? best)
    {
        var verdict = new SqlJudge(value, grammar).Judge();
        if (verdict is { } found && (best is null || found.Confidence > best.Confidence)) best = Finding(found, grammar);
    }

    private static SqlFinding Finding(SqlVerdict verdict, in SqlGrammar grammar)
    {
        var offset = grammar.Broke ? grammar.Start - 1 : grammar.Start;
        return new SqlFinding(
            verdict.Kind,
            grammar.Context,
            verdict.Confidence,
            offset,
            Math.Max(1, grammar.Facts.End - offset),
            (grammar.Broke ? "t" : "") + grammar.Fingerprint.ToText(),
            Place(grammar.Context) + verdict.What);
    }

    private static string Place(SqlContext context) => context switch
    {
        SqlContext.SingleQuoted => "leaves a single-quoted text and ",
        SqlContext.DoubleQuoted => "leaves a double-quoted text and ",
        SqlContext.BackQuoted => "leaves a back-quoted name and ",
        SqlContext.Bracketed => "leaves a bracketed name and ",
        SqlContext.AfterComment => "behind a comment, ",
        _ => "as it stands, ",
    };
}
