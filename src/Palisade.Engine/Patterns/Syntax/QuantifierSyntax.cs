namespace Palisade.Engine.Patterns.Syntax;

/// <summary>Reads quantifiers: <c>* + ? {n} {n,} {n,m}</c>. A brace that is none of these is a literal.</summary>
internal static class QuantifierSyntax
{
    /// <summary>The greatest count that a quantifier may have.</summary>
    public const int MostRepeats = 65_535;

    /// <summary>Whether a quantifier starts here.</summary>
    public static bool StartsAt(PatternCursor cursor) => cursor.Next is '*' or '+' or '?' || (cursor.Next == '{' && IsBraced(cursor.Rest));

    /// <summary>Reads the counts. A quantifier starts here.</summary>
    public static (int Minimum, int? Maximum) Read(PatternCursor cursor)
    {
        switch (cursor.Take())
        {
            case '*': return (0, null);
            case '+': return (1, null);
            case '?': return (0, 1);
        }

        var minimum = cursor.TakeNumber();
        int? maximum = minimum;
        if (cursor.TryTake(','))
        {
            var number = cursor.TakeNumber();
            maximum = number < 0 ? null : number;
        }

        if (minimum > MostRepeats || maximum > MostRepeats) cursor.Fail($"a count in a quantifier is greater than {MostRepeats}");
        else if (maximum < minimum) cursor.Fail("the counts of a quantifier are out of order");
        cursor.TryTake('}');
        return (minimum, maximum);
    }

    /// <summary>Reads the <c>?</c> or <c>+</c> that may follow the counts.</summary>
    /// <param name="cursor">After the counts and anything that does not count.</param>
    /// <param name="ungreedy">Whether the meaning of <c>?</c> is swapped.</param>
    public static RepeatMode ReadMode(PatternCursor cursor, bool ungreedy)
    {
        if (cursor.TryTake('+')) return RepeatMode.Possessive;
        return cursor.TryTake('?') != ungreedy ? RepeatMode.Lazy : RepeatMode.Greedy;
    }

    private static bool IsBraced(ReadOnlySpan<char> text)
    {
        var i = 1;
        while (i < text.Length && char.IsAsciiDigit(text[i])) i++;
        if (i == 1) return false;
        if (i < text.Length && text[i] == ',') i++;
        while (i < text.Length && char.IsAsciiDigit(text[i])) i++;
        return i < text.Length && text[i] == '}';
    }
}
