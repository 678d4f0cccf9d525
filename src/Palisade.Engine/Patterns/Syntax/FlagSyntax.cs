namespace Palisade.Engine.Patterns.Syntax;

/// <summary>Reads the flags of <c>(?flags)</c> and <c>(?flags:…)</c>.</summary>
internal static class FlagSyntax
{
    private const PatternFlags Resettable =
        PatternFlags.IgnoreCase | PatternFlags.MultiLine | PatternFlags.DotAll | PatternFlags.Extended | PatternFlags.ExtendedMore | PatternFlags.NoAutoCapture;

    /// <summary>Reads up to the colon or parenthesis that ends the flags, without taking it.</summary>
    /// <param name="cursor">After the question mark.</param>
    /// <param name="flags">The flags in force.</param>
    /// <returns>The flags in force from there on.</returns>
    public static PatternFlags Read(PatternCursor cursor, PatternFlags flags)
    {
        var reset = cursor.TryTake('^');
        if (reset) flags &= ~Resettable;
        var clear = false;
        while (!cursor.AtEnd && cursor.Next is not (':' or ')'))
        {
            if (cursor.Next == '-')
            {
                if (clear || reset) cursor.Fail("invalid hyphen among flags");
                else cursor.Take();
                clear = true;
                continue;
            }

            var flag = ReadFlag(cursor);
            // A single x takes back an earlier xx, and so does -x.
            if (flag.HasFlag(PatternFlags.Extended)) flags &= ~PatternFlags.ExtendedMore;
            flags = clear ? flags & ~flag : flags | flag;
        }

        return flags;
    }

    private static PatternFlags ReadFlag(PatternCursor cursor)
    {
        switch (cursor.Next)
        {
            case 'i': cursor.Take(); return PatternFlags.IgnoreCase;
            case 'm': cursor.Take(); return PatternFlags.MultiLine;
            case 's': cursor.Take(); return PatternFlags.DotAll;
            case 'n': cursor.Take(); return PatternFlags.NoAutoCapture;
            case 'J': cursor.Take(); return PatternFlags.DuplicateNames;
            case 'U': cursor.Take(); return PatternFlags.Ungreedy;
            case 'x':
                cursor.Take();
                return cursor.TryTake('x') ? PatternFlags.Extended | PatternFlags.ExtendedMore : PatternFlags.Extended;
            default:
                cursor.Fail("unrecognized character after (? or (?-");
                return PatternFlags.None;
        }
    }
}
