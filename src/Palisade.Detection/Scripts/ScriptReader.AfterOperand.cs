namespace Palisade.Detection.Scripts;

/// <content>Behind an operand: members, calls, brackets, operators.</content>
internal ref partial struct ScriptReader
{
    private bool TakeAfterOperand(ScriptToken token)
    {
        switch (token.Kind)
        {
            case ScriptTokenKind.Template:
                NoteCall(_chain);
                _chain = ScriptWord.Value;
                return true;
            case ScriptTokenKind.Name when ScriptVocabulary.Find(_text[token.Start..token.End]) == ScriptWord.Infix:
                return GoOn(isHandedOn: false);
            case ScriptTokenKind.Sign:
                return TakeSignAfterOperand(token);
            default:
                return false;
        }
    }

    private bool TakeSignAfterOperand(ScriptToken token)
    {
        switch (token.Sign)
        {
            case (byte)'(':
                NoteCall(_chain);
                return Open(ScriptFrameKind.Call, _chain);
            case (byte)'[':
                return Open(ScriptFrameKind.Index, _chain);
            case (byte)'{':
                return Open(ScriptFrameKind.Block, ScriptWord.Unknown);
            case (byte)')' or (byte)']' or (byte)'}':
                return Close(token);
            case (byte)'.':
                return TakeMember();
            case (byte)';':
                FinishOperand(isHandedOn: true);
                Separate();
                return true;
            case (byte)'!' when token.End - token.Start == 1:
            case (byte)'~':
                return false;
            default:
                return token.Assigns ? Assign() : GoOn(isHandedOn: token.Sign == ',');
        }
    }

    private bool GoOn(bool isHandedOn)
    {
        FinishOperand(isHandedOn);
        _expect = Expect.Operand;
        return true;
    }

    private bool TakeMember()
    {
        var member = _lexer.Read(operand: true);
        if (member.Is('(') || member.Is('[')) return TakeSignAfterOperand(member);
        if (member.Kind != ScriptTokenKind.Name) return false;
        _chain = ScriptVocabulary.FindMember(_chain, _text[member.Start..member.End]);
        _isDotted = true;
        _expect = Expect.AfterOperand;
        return true;
    }

    private bool Open(ScriptFrameKind kind, ScriptWord before)
    {
        _isControl = false;
        if (_depth == ScriptFrames.Depth) return false;
        _frames[_depth++] = new ScriptFrame { Kind = kind, Base = before };
        _expect = Expect.Operand;
        return true;
    }

    private bool Close(ScriptToken token)
    {
        if (_depth == 0) return CloseBracketOfPage(token);
        FinishOperand(isHandedOn: true);
        var frame = _frames[--_depth];
        _expect = Expect.AfterOperand;
        switch (frame.Kind)
        {
            case ScriptFrameKind.Index:
                _chain = Indexed(frame);
                _isDotted = true;
                return true;
            case ScriptFrameKind.Control:
                _expect = Expect.Operand;
                return true;
            case ScriptFrameKind.Block:
                _chain = ScriptWord.Value;
                _expect = Expect.Either;
                return true;
            case ScriptFrameKind.Group:
                return true;
            default:
                _chain = ScriptWord.Value;
                return true;
        }
    }

    private bool CloseBracketOfPage(ScriptToken token)
    {
        FinishOperand(isHandedOn: false);
        IsLed |= _tokens == 0;
        _chain = ScriptWord.Value;
        _expect = token.Sign == '}' ? Expect.Either : Expect.AfterOperand;
        return true;
    }

    private readonly ScriptWord Indexed(in ScriptFrame frame)
    {
        // The closing bracket was counted too.
        if (frame.Tokens == 2 && frame.TextEnd > frame.TextStart) return ScriptVocabulary.FindMember(frame.Base, _text[frame.TextStart..frame.TextEnd]);
        return frame.Base is ScriptWord.Global or ScriptWord.Document ? ScriptWord.Computed : ScriptWord.Unknown;
    }

    private void Separate()
    {
        if (_depth == 0) IsSeparated = true;
        _isAssigned = false;
        _isControl = false;
        _chain = ScriptWord.Unknown;
        _expect = Expect.Operand;
    }
}
