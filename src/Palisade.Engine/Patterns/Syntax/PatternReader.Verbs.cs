namespace Palisade.Engine.Patterns.Syntax;

/// <content><c>(*…)</c>: lookarounds by name, and backtracking verbs.</content>
internal sealed partial class PatternReader
{
    /// <summary>Reads one. The cursor is at the star.</summary>
    private PatternNode? ReadStarGroup(int offset, out bool repeatable)
    {
        repeatable = true;
        _cursor.Take();
        var name = _cursor.TakeWhile(ReferenceSyntax.IsNameCharacter);
        if (name.Length > 0 && char.IsAsciiLetterLower(name[0])) return ReadNamedAssertion(name, offset);

        repeatable = name == "ACCEPT";
        var argument = _cursor.TryTake(':') ? _cursor.TakeWhile(c => c != ')') : null;
        if (!_cursor.TryTake(')')) _cursor.Fail("missing ) after (*");
        switch (name)
        {
            case "F" or "FAIL":
                return new ByteNode(ByteSet.Empty, offset);
            case "ACCEPT" or "COMMIT" or "PRUNE" or "SKIP" or "THEN":
                return new VerbNode(name, argument, offset);
            case "MARK" or "" when !string.IsNullOrEmpty(argument):
                return new VerbNode("MARK", argument, offset);
            default:
                _cursor.Fail(offset, $"(*{name}) is not recognized or lacks its argument");
                return null;
        }
    }

    private PatternNode? ReadNamedAssertion(string name, int offset)
    {
        if (!_cursor.TryTake(':'))
        {
            _cursor.Fail(offset, $"(*{name} is not recognized");
            return null;
        }

        switch (name)
        {
            case "pla" or "positive_lookahead":
                return ReadLook(behind: false, negative: false, atomic: true, offset);
            case "nla" or "negative_lookahead":
                return ReadLook(behind: false, negative: true, atomic: true, offset);
            case "plb" or "positive_lookbehind":
                return ReadLook(behind: true, negative: false, atomic: true, offset);
            case "nlb" or "negative_lookbehind":
                return ReadLook(behind: true, negative: true, atomic: true, offset);
            case "napla" or "non_atomic_positive_lookahead":
                return ReadLook(behind: false, negative: false, atomic: false, offset);
            case "naplb" or "non_atomic_positive_lookbehind":
                return ReadLook(behind: true, negative: false, atomic: false, offset);
            case "atomic":
                return new AtomicNode(ReadBody(_flags), offset);
            default:
                _cursor.Fail(offset, $"(*{name}: is not supported");
                return null;
        }
    }
}
