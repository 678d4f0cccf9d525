using Palisade.Engine.Buffers;
using Palisade.Engine.Patterns;
using Palisade.Engine.Patterns.Syntax;
using Palisade.Engine.Programs;
using Palisade.Engine.Rules;
using Palisade.Engine.Scanning;

namespace Palisade.Engine.Values;

/// <summary>
/// The values of one transaction with everything made of them, each made once: which bytes occur in a value, what each
/// transformation makes of it, and what the scanner says could match it.
/// </summary>
internal sealed partial class TextStore(Arena arena)
{
    // What most requests need.
    private const int Kept = 512;
    private const int KeptHits = 4096;
    private const int NoHits = 0;

    // Encoded twice, or each byte as six.
    private const int MostGrowth = 8;
    private const int None = -1;

    private readonly ScanScratch _scratch = new();
    private readonly GrowingArray<Text> _texts = new(Kept);
    private readonly GrowingArray<Held> _held = new(Kept);
    private readonly GrowingArray<Derivation> _derivations = new(Kept);
    private readonly GrowingArray<ulong> _hits = new(KeptHits);
    private int _textCount;
    private int _derivationCount = 1;
    private int _hitCount;
    private InspectionProgram? _program;
    private KnownTexts? _ofConnection;
    private int _empty = None;

    // What is known of a text, but for what keeps something alive: it need not be emptied when the transaction ends.
    private struct Text
    {
        public ByteSet Present;
        public ulong Signature;
        public int Derivations;
        public int Hits;
        public uint Scanned;
        public int FormHits;
        public uint Formed;
        public int Origin;
        public int Relative;
        public bool IsKeyMeant;
        public bool IsShared;
    }

    // The rest, under the same number.
    private struct Held
    {
        public ReadOnlyMemory<byte> Bytes;
        public FormConditions? LookedFor;
        public KnownText? Known;
        public BytePattern? KeyPattern;
    }

    private record struct Derivation(int Transformation, int Result, int Next);

    /// <summary>Starts a transaction.</summary>
    /// <param name="ofConnection">What is known of values of its connection; null where none is remembered.</param>
    public void Begin(InspectionProgram program, KnownTexts? ofConnection)
    {
        (_program, _ofConnection) = (program, ofConnection);
        _hitCount = program.ConditionWords;
        _hits.Ensure(_hitCount);
        _hits.Items.AsSpan(0, _hitCount).Clear();
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        _texts.Clear(_textCount);
        _held.Clear(_textCount);
        _derivations.Clear(_derivationCount);
        _hits.Clear(_hitCount);
        _textCount = 0;
        _derivationCount = 1;
        _empty = None;
        (_program, _ofConnection) = (null, null);
    }

    /// <summary>Adds a value. The memory must stay as it is until the transaction ends.</summary>
    public int Add(ReadOnlyMemory<byte> bytes)
    {
        _texts.Ensure(_textCount + 1);
        _held.Ensure(_textCount + 1);
        ref var held = ref _held.Items[_textCount];
        held.Bytes = bytes;
        held.LookedFor = null;
        held.Known = null;
        held.KeyPattern = null;
        ref var text = ref _texts.Items[_textCount];
        text.Derivations = 0;
        text.Hits = NoHits;
        text.Scanned = 0;
        text.FormHits = NoHits;
        text.Formed = 0;
        text.Origin = _textCount;
        text.Relative = None;
        text.Signature = 0;
        text.IsShared = false;
        return _textCount++;
    }

    /// <summary>Takes in that a text which was not looked at yet stands for several values of a source: nothing that hangs on their keys is remembered of it.</summary>
    public int Share(int text)
    {
        _texts.Items[text].IsShared = true;
        return text;
    }

    /// <summary>The bytes of a text.</summary>
    public ReadOnlyMemory<byte> Bytes(int text) => _held.Items[text].Bytes;

    /// <summary>The bytes that occur in a text.</summary>
    public ref readonly ByteSet Present(int text)
    {
        _ = Signature(text);
        return ref _texts.Items[text].Present;
    }

    /// <summary>Which steps of chains could change a text: see <see cref="TriggerTable"/>.</summary>
    public ulong Signature(int text)
    {
        ref var known = ref _texts.Items[text];
        if (known.Signature != 0) return known.Signature;
        Know(text, ByteSet.Of(_held.Items[text].Bytes.Span));
        return known.Signature;
    }

    private void Know(int text, in ByteSet present)
    {
        ref var known = ref _texts.Items[text];
        known.Present = present;
        known.Signature = _program!.Triggers.SignatureOf(present);
    }

    /// <summary>What a chain makes of a text.</summary>
    public int Transform(int text, TransformationChain chain)
    {
        // Which bytes are in a value need not be known of one that is read as it is.
        if (chain.IsEmpty) return text;
        for (var i = 0; !chain.Keeps(Signature(text), i); i++) text = Transform(text, chain.Steps[i]);
        return text;
    }

    /// <summary>What one transformation makes of a text: the text itself where nothing changes.</summary>
    public int Transform(int text, ChainStep step)
    {
        if ((Signature(text) & step.Mask) == 0 || (text == _empty && step.KeepsEmpty)) return text;
        for (var known = _texts.Items[text].Derivations; known != 0; known = _derivations.Items[known].Next)
        {
            if (_derivations.Items[known].Transformation == step.Transformation.Number) return _derivations.Items[known].Result;
        }

        if (step.Transformation.MakesEmpty(Present(text))) return Empty();
        arena.Begin();
        var result = step.Transformation.Apply(_held.Items[text].Bytes.Span, arena) && !OutgrowsOrigin(text) ? AddRelative(text) : text;
        if (result != text && _texts.Items[result].Signature == 0 && step.Transformation.BytesOf(_texts.Items[text].Present) is { } present) Know(result, present);
        _derivations.Ensure(_derivationCount + 1);
        _derivations.Items[_derivationCount] = new(step.Transformation.Number, result, _texts.Items[text].Derivations);
        _texts.Items[text].Derivations = _derivationCount++;
        return result;
    }

    // A chain that encodes a value again and again would double it each time: what has become several times as long as the value was ends where texts made of macros do.
    private bool OutgrowsOrigin(int text)
    {
        var length = arena.Written.Length;
        if (length <= MostGrowth * _held.Items[_texts.Items[text].Origin].Bytes.Length) return false;
        if (length > MacroExpansion.LongestText || arena.PutTogether > MacroExpansion.MostBytes) return true;
        arena.PutTogether += length;
        return false;
    }

    // What is no Base64 becomes this, of nearly every value.
    private int Empty() => _empty != None ? _empty : _empty = Add(default);

    // Many chains lead to the same bytes on other ways: those that an origin has led to are one text.
    private int AddRelative(int text)
    {
        var bytes = arena.Written;
        if (bytes.IsEmpty) return Empty();
        var origin = _texts.Items[text].Origin;
        for (var relative = origin; relative != None; relative = _texts.Items[relative].Relative)
        {
            if (_held.Items[relative].Bytes.Span.SequenceEqual(bytes)) return relative;
        }

        var added = Add(arena.Take());
        (_texts.Items[added].Origin, _texts.Items[added].Relative) = (origin, _texts.Items[origin].Relative);
        _texts.Items[origin].Relative = added;
        return added;
    }

    /// <summary>Whether the scanner has looked at a text.</summary>
    public bool IsScanned(int text, int scanner) => (_texts.Items[text].Scanned & (1u << scanner)) != 0;

    /// <summary>Whether the scanner says that the condition of a rule holds for a text.</summary>
    public bool MayMatch(int text, RuleTest test)
    {
        if (_held.Items[text].LookedFor?.Has(test.Condition) != true) Scan(text, test.Scanner);
        return (_hits.Items[_texts.Items[text].Hits + (test.Condition >> 6)] >> (test.Condition & 63) & 1) != 0;
    }

    private void Add(int block, int scanner, Span<ulong> hits) => Words.Add(hits, _hits.Items.AsSpan(block + _program!.WordsOf(scanner).First, hits.Length));

    /// <summary>Whether a selector means the key of a value. Rules that read the same collection mostly leave out the same keys: the last answer is kept.</summary>
    /// <param name="text">The value.</param>
    /// <param name="selector">The selector.</param>
    /// <param name="key">The key.</param>
    public bool IsMeant(int text, Selector.Pattern selector, ReadOnlySpan<byte> key)
    {
        ref var known = ref _texts.Items[text];
        if (known.IsShared) return SelectorMatch.Includes(selector, key);
        ref var pattern = ref _held.Items[text].KeyPattern;
        if (!ReferenceEquals(pattern, selector.Regex)) (pattern, known.IsKeyMeant) = (selector.Regex, SelectorMatch.Includes(selector, key));
        return known.IsKeyMeant;
    }

    // Most texts have no hit: they share the first block, which is empty.
    private void Scan(int number, int scanner)
    {
        ref var text = ref _texts.Items[number];
        if ((text.Scanned & (1u << scanner)) != 0) return;
        text.Scanned |= 1u << scanner;
        var all = _program!.ConditionWords;
        _hits.Ensure(_hitCount + all);
        var (first, words) = _program.WordsOf(scanner);
        var at = text.Hits == NoHits ? _hitCount : text.Hits;
        if (!_program.Scanner(scanner).Scan(_held.Items[number].Bytes.Span, Present(number), _scratch, _hits.Items.AsSpan(at + first, words)) || at == text.Hits) return;
        _hits.Items.AsSpan(at, first).Clear();
        _hits.Items.AsSpan(at + first + words, all - first - words).Clear();
        text.Hits = at;
        _hitCount += all;
    }
}
