namespace Palisade.Detection.Sql;

/// <content>Comparisons and what connects them.</content>
internal ref partial struct SqlGrammar
{
    private bool Compare()
    {
        ref var frame = ref Frame;
        FinishComparison(ref frame);
        frame.Left = frame.Operand;
        frame.LeftStart = frame.OperandStart;
        frame.LeftEnd = frame.OperandEnd;
        frame.Comparing = true;
        frame.BySign = At(SqlTokenKind.Comparison);
        frame.Operand = SqlOperand.None;
        return TakeFor(Expect.Operand);
    }

    private bool Connect()
    {
        ref var frame = ref Frame;
        FinishComparison(ref frame);
        _facts.Connectives++;

        // "'=''or'": what stood before the connective was a condition too, when the value is inside one.
        if (Broke && frame.BySign) Decide(_facts.LooseComparison);
        Separate(ref frame);
        frame.Decides = true;
        frame.Connected = true;
        return TakeFor(Expect.Operand);
    }

    private static void Separate(ref SqlFrame frame)
    {
        frame.Operand = SqlOperand.None;
        frame.Connected = false;
        frame.AliasAllowed = false;
    }

    private void FinishComparison(ref SqlFrame frame)
    {
        if (!frame.Comparing) return;
        frame.Comparing = false;
        frame.Connected = false;
        if (frame.Operand == SqlOperand.None) return;
        var found = Weigh(frame);
        _facts.Compares = true;
        if (frame.Decides) Decide(found);
        if (found > frame.Loose) frame.Loose = found;
        if (!frame.Decides && found > _facts.LooseComparison) _facts.LooseComparison = found;
        frame.Operand = SqlOperand.Mixed;
    }

    private void Decide(SqlComparison found)
    {
        if (found > _facts.Condition) _facts.Condition = found;
    }

    private readonly SqlComparison Weigh(in SqlFrame frame)
    {
        if (frame.Left == SqlOperand.Constant && frame.Operand == SqlOperand.Constant) return SqlComparison.Constant;
        if (frame.Left == frame.Operand && IsSameText(frame)) return SqlComparison.Constant;
        if (IsComputed(frame.Left) || IsComputed(frame.Operand)) return SqlComparison.Computed;

        // "2 or 3 like that": sentences compare by words, but not with a constant.
        return Broke || frame.BySign || frame.Operand == SqlOperand.Constant ? SqlComparison.Plain : SqlComparison.None;
    }

    private readonly bool IsSameText(in SqlFrame frame)
    {
        var length = frame.OperandEnd - frame.OperandStart;
        return length > 0 && frame.LeftEnd - frame.LeftStart == length
            && _text.Slice(frame.LeftStart, length).SequenceEqual(_text.Slice(frame.OperandStart, length));
    }

    private static bool IsComputed(SqlOperand operand) => operand is SqlOperand.Call or SqlOperand.Variable or SqlOperand.Query;
}
