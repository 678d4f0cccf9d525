namespace Palisade.Detection.Scripts;

/// <content>What the script does.</content>
internal ref partial struct ScriptReader
{
    private void NoteCall(ScriptWord chain)
    {
        Note(chain switch
        {
            ScriptWord.Strong => ScriptEffect.Call,
            ScriptWord.Computed => ScriptEffect.Computed,
            ScriptWord.Constructor => ScriptEffect.Constructor,
            ScriptWord.Mild => ScriptEffect.MildCall,
            ScriptWord.Unknown => ScriptEffect.UnknownCall,
            _ => ScriptEffect.None,
        });
    }

    private void Note(ScriptEffect effect)
    {
        if (effect <= Effect) return;
        Effect = effect;
        EffectStart = _chainStart;
    }

    // An operand ends. A function by its bare name is of use when a call or an assignment takes it, and something follows.
    private void FinishOperand(bool isHandedOn)
    {
        if (_expect != Expect.AfterOperand) return;
        if (_chain == ScriptWord.Secret) Note(ScriptEffect.Secret);
        var isArgument = _depth > 0 && _frames[_depth - 1].Kind == ScriptFrameKind.Call;
        if (_chain == ScriptWord.Strong && isHandedOn && (isArgument || _isAssigned)) Note(ScriptEffect.Alias);
        _isAssigned = false;
    }

    private bool Assign()
    {
        _target = _chain;
        _targetStart = _chainStart;
        _isTargetDotted = _isDotted;
        _isAssigned = true;
        _expect = Expect.Operand;
        return true;
    }

    // "location=Berlin" is a parameter: where the place is not certain, the new value has to be one that only a script has.
    private void JudgeAssigned(ScriptToken token, ScriptWord word)
    {
        var target = _target;
        _target = ScriptWord.Unknown;
        if (target is not (ScriptWord.Location or ScriptWord.Handler or ScriptWord.Markup or ScriptWord.Secret)) return;
        var isCertain = _isInside || _isTargetDotted || word is ScriptWord.Strong or ScriptWord.Global or ScriptWord.Document or ScriptWord.Location or ScriptWord.Secret || IsUrl(token);
        if (!isCertain || ScriptEffect.Assignment <= Effect) return;
        Effect = ScriptEffect.Assignment;
        EffectStart = _targetStart;
    }

    private readonly bool IsUrl(ScriptToken token)
    {
        if (token.Kind is not (ScriptTokenKind.Text or ScriptTokenKind.Template)) return false;
        var text = _text[token.Start..token.End];
        return text.IndexOf("//"u8) >= 0 || text.IndexOf("script:"u8) >= 0;
    }
}
