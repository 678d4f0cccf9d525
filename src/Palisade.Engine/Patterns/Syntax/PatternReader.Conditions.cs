namespace Palisade.Engine.Patterns.Syntax;

/// <content>Conditional groups.</content>
internal sealed partial class PatternReader
{
    /// <summary>Reads <c>(?(condition)yes|no)</c>. The cursor is at the parenthesis of the condition.</summary>
    private ConditionalNode? ReadConditional(int offset)
    {
        _cursor.Take();
        if (ReadCondition(offset) is not { } condition) return null;

        Enter(_flags, out var outer);
        var yes = ReadSequence();
        PatternNode no = new EmptyNode(_cursor.Position);
        if (_cursor.TryTake('|'))
        {
            if (condition is DefineCondition) _cursor.Fail("a DEFINE group has more than one branch");
            no = ReadSequence();
        }

        if (!_cursor.AtEnd && _cursor.Next == '|') _cursor.Fail("a conditional group has more than two branches");
        Leave(outer);
        return new ConditionalNode(condition, yes, no, offset);
    }

    private PatternCondition? ReadCondition(int offset)
    {
        if (_cursor.Next is '?' or '*')
        {
            if (ReadGroup(offset, out _) is LookNode look) return new LookCondition(look);
            _cursor.Fail("assertion expected after (?(");
            return null;
        }

        if (_cursor.TryTake('<')) return Close(GroupSet(_references.ReadName('>')));
        if (_cursor.TryTake('\'')) return Close(GroupSet(_references.ReadName('\'')));
        if (_references.TryReadNumber(out var number))
        {
            return Close(new GroupSetCondition(_groups.Refer(new GroupReference(number == 0 ? -1 : number, null), offset)));
        }

        return ReadWordCondition(offset);
    }

    private PatternCondition? ReadWordCondition(int offset)
    {
        if (_cursor.TryTake("R&")) return new InCallCondition(_groups.Refer(new GroupReference(0, _references.ReadName(')')), offset));
        if (_cursor.TryTake("VERSION"))
        {
            _cursor.Fail("conditions on the version of PCRE are not supported");
            return null;
        }

        var name = _references.ReadName(')');
        if (name == "DEFINE") return new DefineCondition();
        if (name == "R") return new InCallCondition(null);
        return name.StartsWith('R') && int.TryParse(name.AsSpan(1), out var number)
            ? new InCallCondition(_groups.Refer(new GroupReference(number, null), offset))
            : GroupSet(name);
    }

    private GroupSetCondition GroupSet(string name) => new(_groups.Refer(new GroupReference(0, name), _cursor.Position));

    private PatternCondition? Close(PatternCondition condition)
    {
        if (!_cursor.TryTake(')')) _cursor.Fail("missing closing parenthesis for condition");
        return condition;
    }
}
