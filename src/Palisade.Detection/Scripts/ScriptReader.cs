namespace Palisade.Detection.Scripts;

/// <summary>
/// Takes tokens as long as they can follow one another in a script, and notes what the script would do in a browser. Ordinary text ends the
/// reading after a few tokens: a word behind a word is no script.
/// </summary>
internal ref partial struct ScriptReader
{
    private enum Expect : byte
    {
        Operand,
        AfterOperand,

        /// <summary>Behind a block: a statement starts, or an expression goes on.</summary>
        Either,
    }

    private readonly ReadOnlySpan<byte> _text;
    private readonly bool _isInside;
    private ScriptLexer _lexer;
    private ScriptFrames _frames;
    private int _depth;
    private int _tokens;
    private Expect _expect;
    private ScriptWord _chain;
    private int _chainStart;
    private bool _isDotted;
    private bool _isControl;
    private bool _isAssigned;
    private bool _startsWithOperand;
    private ScriptWord _target;
    private int _targetStart;
    private bool _isTargetDotted;

    /// <param name="text">The value.</param>
    /// <param name="start">Where to read from.</param>
    /// <param name="afterLiteral">True behind the quote that ended a literal of the page.</param>
    /// <param name="isInside">True when the place is certain: the page's script goes on in the value.</param>
    public ScriptReader(ReadOnlySpan<byte> text, int start, bool afterLiteral, bool isInside)
    {
        _text = text;
        _isInside = isInside;
        _lexer = new ScriptLexer(text, start);
        _expect = afterLiteral ? Expect.AfterOperand : Expect.Operand;
        _chain = afterLiteral ? ScriptWord.Value : ScriptWord.Unknown;
        IsLed = isInside;
    }

    /// <summary>The strongest thing that would happen.</summary>
    public ScriptEffect Effect { get; private set; }

    /// <summary>Where that stands in the value.</summary>
    public int EffectStart { get; private set; }

    /// <summary>One behind the last token that was taken.</summary>
    public int End { get; private set; }

    /// <summary>True when the value ends what the page has before it: a bracket, an operator, a semicolon first.</summary>
    public bool IsLed { get; private set; }

    /// <summary>True when a semicolon or line break parts statements.</summary>
    public bool IsSeparated { get; private set; }

    /// <summary>True when the reading got to the end of the value, or into a literal that the page ends.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>True when a comment cuts off what the page has behind the value.</summary>
    public readonly bool IsCut => _lexer.IsCut;

    public void Run()
    {
        while (true)
        {
            var token = _lexer.Read(_expect != Expect.AfterOperand);
            if (token.Kind == ScriptTokenKind.End)
            {
                FinishOperand(isHandedOn: false);
                IsComplete = true;
                return;
            }

            if (!Take(token)) return;
            _tokens++;
            End = token.End;
        }
    }

    private bool Take(ScriptToken token)
    {
        if (_depth > 0) CountInFrame(token);
        if (token.AfterLine && _expect == Expect.AfterOperand && StartsStatement(token)) Separate();
        if (_tokens == 1) NoteLead(token);
        return _expect switch
        {
            Expect.Operand => TakeOperand(token),
            Expect.AfterOperand => TakeAfterOperand(token),
            _ => TakeEither(token),
        };
    }

    private static bool StartsStatement(ScriptToken token) => token.Kind is ScriptTokenKind.Name or ScriptTokenKind.Text or ScriptTokenKind.OpenText;

    private void CountInFrame(ScriptToken token)
    {
        ref var frame = ref _frames[_depth - 1];
        if (frame.Tokens++ == 0 && token.Kind is ScriptTokenKind.Text) (frame.TextStart, frame.TextEnd) = (token.Start + 1, token.End - 1);
    }

    // "1;alert(1)", "x-alert(1)-": one operand that the page could have there, and then on.
    private void NoteLead(ScriptToken token) =>
        IsLed |= _startsWithOperand && token.Kind == ScriptTokenKind.Sign && token.Sign is (byte)';' or (byte)'-' or (byte)'+' or (byte)'*' or (byte)'/' or (byte)'|' or (byte)'&' or (byte)'^' or (byte)')' or (byte)'}' or (byte)']';

    private bool TakeOperand(ScriptToken token)
    {
        _startsWithOperand |= _tokens == 0 && token.Kind is ScriptTokenKind.Name or ScriptTokenKind.Number or ScriptTokenKind.Text;
        switch (token.Kind)
        {
            case ScriptTokenKind.Name:
                return TakeName(token);
            case ScriptTokenKind.Number or ScriptTokenKind.Text or ScriptTokenKind.Template or ScriptTokenKind.Pattern:
                JudgeAssigned(token, ScriptWord.Value);
                return Operand(ScriptWord.Value, token.Start);
            case ScriptTokenKind.OpenText:
                IsComplete = _tokens > 0;
                return false;
            case ScriptTokenKind.Sign:
                return TakeSignBeforeOperand(token);
            default:
                return false;
        }
    }

    private bool TakeName(ScriptToken token)
    {
        var word = ScriptVocabulary.Find(_text[token.Start..token.End]);
        switch (word)
        {
            case ScriptWord.Prefix:
                return true;
            case ScriptWord.Control:
                _isControl = true;
                return true;
            case ScriptWord.Infix:
                return false;
            default:
                JudgeAssigned(token, word);
                _isDotted = false;
                return Operand(word, token.Start);
        }
    }

    private bool Operand(ScriptWord chain, int start)
    {
        _chain = chain;
        _chainStart = start;
        _expect = Expect.AfterOperand;
        return true;
    }

    private bool TakeSignBeforeOperand(ScriptToken token)
    {
        switch (token.Sign)
        {
            case (byte)'(':
                return Open(_isControl ? ScriptFrameKind.Control : ScriptFrameKind.Group, ScriptWord.Unknown);
            case (byte)'[':
                return Open(ScriptFrameKind.Array, ScriptWord.Unknown);
            case (byte)'{':
                return Open(ScriptFrameKind.Block, ScriptWord.Unknown);
            case (byte)')' or (byte)']' or (byte)'}':
                _chain = ScriptWord.Value;
                return Close(token);
            case (byte)';' or (byte)',':
                IsLed |= _tokens == 0;
                Separate();
                return true;
            case (byte)'+' or (byte)'-':
                IsLed |= _tokens == 0;
                return !token.Assigns;
            case (byte)'!' or (byte)'~':
                return true;
            default:
                // The operator of an operand that the page has before the value.
                IsLed = true;
                return _tokens == 0 && !_isInside && token.Sign != '.' && token.Sign != '<';
        }
    }

    private bool TakeEither(ScriptToken token)
    {
        var goesOn = token.Kind == ScriptTokenKind.Sign && token.Sign is not ((byte)'{' or (byte)'!' or (byte)'~');
        if (goesOn) return TakeAfterOperand(token);
        Separate();
        return TakeOperand(token);
    }
}
