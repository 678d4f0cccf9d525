namespace Palisade.Engine.Patterns.Syntax;

/// <summary>Reads the settings that may stand before a pattern, as <c>(*NO_JIT)</c>.</summary>
internal static class LeadingVerbs
{
    /// <summary>Reads them all.</summary>
    /// <param name="cursor">At the start of the pattern.</param>
    /// <returns>Whether <c>\R</c> matches CR, LF and CRLF only.</returns>
    public static bool Read(PatternCursor cursor)
    {
        var anyCrLf = false;
        while (cursor.Rest is ['(', '*', ..] rest && rest.IndexOf(')') is > 0 and var end)
        {
            var verb = rest[2..end];
            switch (verb)
            {
                case "BSR_ANYCRLF":
                    anyCrLf = true;
                    break;
                case "BSR_UNICODE":
                    anyCrLf = false;
                    break;
                case "LF" or "NO_JIT" or "NO_START_OPT" or "NO_AUTO_POSSESS" or "NO_DOTSTAR_ANCHOR":
                    break;
                case "UTF" or "UTF8" or "UCP":
                    cursor.Fail($"(*{verb}) asks for characters, but values are matched as bytes");
                    break;
                case "CR" or "CRLF" or "ANYCRLF" or "ANY" or "NUL" or "NOTEMPTY" or "NOTEMPTY_ATSTART":
                    cursor.Fail($"(*{verb}) is not supported");
                    break;
                default:
                    if (!IsLimit(verb)) return anyCrLf;
                    break;
            }

            if (!cursor.AtEnd) cursor.Position += end + 1;
        }

        return anyCrLf;
    }

    // Limits of PCRE's own engine; ours is the time limit.
    private static bool IsLimit(ReadOnlySpan<char> verb)
    {
        var equals = verb.IndexOf('=');
        return equals > 0
            && verb[..equals] is "LIMIT_MATCH" or "LIMIT_DEPTH" or "LIMIT_RECURSION" or "LIMIT_HEAP"
            && verb.Length > equals + 1
            && verb[(equals + 1)..].IndexOfAnyExceptInRange('0', '9') < 0;
    }
}
