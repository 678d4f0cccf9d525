using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Palisade.Detection.Sql;

/// <summary>
/// Reads a value as the continuation of a statement in one context, as far as it can be one, and collects facts on the way.
/// It pulls tokens one by one and stops at the first that cannot stand there, so ordinary text ends it after a few.
/// </summary>
internal ref partial struct SqlGrammar
{
    private readonly ReadOnlySpan<byte> _text;
    private readonly SqlContext _context;
    private readonly int _start;
    private SqlLexer _lexer;
    private SqlToken _token;
    private SqlToken _next;
    private SqlFrames _frames;
    private int _depth;
    private Expect _expect;
    private bool _afterSemicolon;
    private bool _isFirst;
    private bool _calledBeside;
    private SqlFacts _facts;
    private SqlFingerprint _fingerprint;

    /// <summary>Begins to read, in the dialect of MySQL.</summary>
    public SqlGrammar(ReadOnlySpan<byte> text, int start, SqlContext context)
    {
        _text = text;
        _start = start;
        _context = context;
        _lexer = new SqlLexer(text, start, SqlDialect.MySql);
        _token = _lexer.Read();
        _next = _lexer.Read();
        _facts.End = start;
        _expect = Broke ? Expect.AfterOperand : Expect.Start;
        Frame.Operand = context switch
        {
            SqlContext.SingleQuoted or SqlContext.DoubleQuoted => SqlOperand.Constant,
            SqlContext.BackQuoted or SqlContext.Bracketed => SqlOperand.Name,
            _ => SqlOperand.None,
        };
    }

    private enum Expect : byte
    {
        Start,
        Operand,
        AfterOperand,
        Statement,

        /// <summary>Enough is known.</summary>
        Nothing,
    }

    [UnscopedRef]
    public readonly ref readonly SqlFacts Facts => ref _facts;

    [UnscopedRef]
    public readonly ref readonly SqlFingerprint Fingerprint => ref _fingerprint;

    [UnscopedRef]
    public readonly ref readonly SqlLexer Lexer => ref _lexer;

    public readonly SqlContext Context => _context;

    /// <summary>Where the reading started: at the value's start, or behind the quote that left the literal.</summary>
    public readonly int Start => _start;

    /// <summary>True when the value had to close a literal to get here.</summary>
    public readonly bool Broke => SqlQuotes.Opening(_context) != 0;

    [UnscopedRef]
    private ref SqlFrame Frame => ref _frames[Math.Min(_depth, SqlFrames.Capacity - 1)];

    private readonly bool AtEnd
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _token.Kind == SqlTokenKind.End;
    }

    /// <summary>The same reading, as far as it is, going on in another dialect.</summary>
    public readonly SqlGrammar In(SqlDialect dialect) => this with { _lexer = _lexer.In(dialect) };

    /// <summary>Goes on by at most so many steps, each of one token or a few.</summary>
    /// <returns>False when the value was read as far as it can be one, and everything about it is known.</returns>
    public bool Run(int steps)
    {
        while (!AtEnd && _expect != Expect.Nothing)
        {
            if (steps-- == 0) return true;
            if (Step()) continue;
            Finish(understood: false);
            return false;
        }

        Finish(understood: true);
        return false;
    }

    private bool Step() => _expect switch
    {
        Expect.Start => ReadStart(),
        Expect.Operand => ReadOperand(),
        Expect.AfterOperand => ReadAfterOperand(),
        _ => ReadStatement(),
    };

    private void Advance()
    {
        _token = new(_next);
        if (AtEnd) return;
        _next = _lexer.Read();
    }

    /// <summary>Takes the current token as understood and goes to the next.</summary>
    private void Take()
    {
        if (AtEnd) return;
        _fingerprint.Add(_token, _token.Kind == SqlTokenKind.Name && _next.Kind == SqlTokenKind.Open);
        _facts.End = _token.End;
        Advance();
    }

    private bool TakeFor(Expect next)
    {
        Take();
        _expect = next;
        return true;
    }

    private bool TakeIf(SqlKeyword keyword)
    {
        if (!_token.Is(keyword)) return false;
        Take();
        return true;
    }

    private readonly bool At(SqlTokenKind kind) => _token.Kind == kind;

    private readonly bool AtWord(ReadOnlySpan<byte> lowerCase) =>
        At(SqlTokenKind.Name) && System.Text.Ascii.EqualsIgnoreCase(_text[_token.Start.._token.End], lowerCase);

    private void Finish(bool understood)
    {
        var ends = _expect != Expect.Operand || (Broke && _lexer.CutAt >= 0);
        _facts.Complete = understood && (_expect == Expect.Nothing || (AtEnd && ends));
        _facts.IsCutShort = understood && AtEnd && !ends;
        for (var depth = Math.Min(_depth, SqlFrames.Capacity - 1); depth >= 0; depth--)
        {
            ref var frame = ref _frames[depth];
            FinishComparison(ref frame);
            if (frame.IsCall && (_facts.Complete || (Broke && frame.Operand != SqlOperand.None))) Called(frame.Function);
            if (depth > 0 && (frame.Operand != SqlOperand.None || frame.HasComma) && _frames[depth - 1].Operand == SqlOperand.None)
            {
                // An open call or query is an operand too: its end was cut off, or is not understood.
                _frames[depth - 1].Operand = frame.IsSelect ? SqlOperand.Query : frame.IsCall ? CallOperand(frame.Function) : frame.Operand;
            }

            if (frame.Connected && _facts.Complete && _expect == Expect.AfterOperand) _facts.LoneOperand = Frame.Operand;
        }

        if (_calledBeside && !_facts.Complete) _facts.Called = SqlFunction.None;
        if (_facts.Complete && _lexer.CutAt >= 0)
        {
            _fingerprint.AddCut();
            _facts.End = Math.Max(_facts.End, Math.Min(_lexer.CutAt + 2, _text.Length));
        }
    }
}
