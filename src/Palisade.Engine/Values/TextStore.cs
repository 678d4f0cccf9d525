using Palisade.Engine.Patterns.Syntax;
using Palisade.Engine.Programs;
using Palisade.Engine.Scanning;
using Palisade.Engine.Transformations;

namespace Palisade.Engine.Values;

/// <summary>
/// The values of one transaction with everything made of them, each made once: which bytes occur in a value, what each
/// transformation makes of it, and what the scanner says could match it.
/// </summary>
internal sealed class TextStore(Arena arena)
{
    // What most requests need.
    private const int Kept = 512;
    private const int KeptHits = 4096;
    private const int NoHits = 0;
    private const int None = -1;

    private readonly ScanScratch _scratch = new();
    private readonly GrowingArray<Text> _texts = new(Kept);
    private readonly GrowingArray<Derivation> _derivations = new(Kept);
    private readonly GrowingArray<ulong> _hits = new(KeptHits);
    private ulong[] _found = [];
    private int _textCount;
    private int _derivationCount = 1;
    private int _hitCount;
    private InspectionProgram? _program;
    private int _empty = None;

    private struct Text
    {
        public ReadOnlyMemory<byte> Bytes;
        public ByteSet Present;
        public ulong Signature;
        public int Derivations;
        public int Hits;
        public uint Scanned;
        public KnownText? Known;
        public int FormHits;
        public uint Formed;
        public int Origin;
        public int Relative;
    }

    private record struct Derivation(Transformation Step, int Result, int Next);

    /// <summary>Starts a transaction.</summary>
    public void Begin(InspectionProgram program)
    {
        _program = program;
        _hitCount = program.ConditionWords;
        _hits.Ensure(_hitCount);
        _hits.Items.AsSpan(0, _hitCount).Clear();
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        _texts.Clear(_textCount);
        _derivations.Clear(_derivationCount);
        _hits.Clear(0);
        _textCount = 0;
        _derivationCount = 1;
        _empty = None;
        _program = null;
    }

    /// <summary>Adds a value. The memory must stay as it is until the transaction ends.</summary>
    public int Add(ReadOnlyMemory<byte> bytes)
    {
        _texts.Ensure(_textCount + 1);
        ref var text = ref _texts.Items[_textCount];
        text.Bytes = bytes;
        text.Derivations = 0;
        text.Hits = NoHits;
        text.Scanned = 0;
        text.Known = null;
        text.FormHits = NoHits;
        text.Formed = 0;
        text.Origin = _textCount;
        text.Relative = None;
        text.Signature = 0;
        return _textCount++;
    }

    /// <summary>The bytes of a text.</summary>
    public ReadOnlyMemory<byte> Bytes(int text) => _texts.Items[text].Bytes;

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
        known.Present = ByteSet.Of(known.Bytes.Span);
        return known.Signature = _program!.Triggers.SignatureOf(known.Present);
    }

    /// <summary>What a chain makes of a text.</summary>
    public int Transform(int text, TransformationChain chain)
    {
        if (chain.IsEmpty || chain.Keeps(Signature(text))) return text;
        foreach (var step in chain.Steps) text = Transform(text, step);
        return text;
    }

    /// <summary>What one transformation makes of a text: the text itself where nothing changes.</summary>
    public int Transform(int text, ChainStep step)
    {
        if ((Signature(text) & step.Mask) == 0 || (text == _empty && step.KeepsEmpty)) return text;
        for (var known = _texts.Items[text].Derivations; known != 0; known = _derivations.Items[known].Next)
        {
            if (ReferenceEquals(_derivations.Items[known].Step, step.Transformation)) return _derivations.Items[known].Result;
        }

        if (step.Transformation.MakesEmpty(Present(text))) return Empty();
        arena.Begin();
        var result = step.Transformation.Apply(_texts.Items[text].Bytes.Span, arena) ? AddRelative(text) : text;
        _derivations.Ensure(_derivationCount + 1);
        _derivations.Items[_derivationCount] = new(step.Transformation, result, _texts.Items[text].Derivations);
        _texts.Items[text].Derivations = _derivationCount++;
        return result;
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
            if (_texts.Items[relative].Bytes.Span.SequenceEqual(bytes)) return relative;
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
        Scan(text, test.Scanner);
        return (_hits.Items[_texts.Items[text].Hits + (test.Condition >> 6)] >> (test.Condition & 63) & 1) != 0;
    }

    /// <summary>Whether the scanner says that the condition of a rule holds for a value in some form in which rules read it; true where it was not asked.</summary>
    public bool MayMatchInSomeForm(int text, RuleTest test)
    {
        ref readonly var known = ref _texts.Items[text];
        return (known.Formed & (1u << test.Scanner)) == 0 || (_hits.Items[known.FormHits + (test.Condition >> 6)] >> (test.Condition & 63) & 1) != 0;
    }

    /// <summary>Takes in that a rule does not match a value, for the requests that have the same.</summary>
    public void Refute(int text, RuleTest test)
    {
        if (test.IsDecisive && _texts.Items[text].Known is { } known) known.Refute(test.Scanner, test.Condition - (_program!.WordsOf(test.Scanner).First << 6));
    }

    /// <summary>Adds the conditions of one scanner that hold for a value in any form in which rules read it.</summary>
    /// <param name="element">The value.</param>
    /// <param name="forms">The forms.</param>
    /// <param name="scanner">The scanner.</param>
    /// <param name="hits">Its words.</param>
    public void AddForms(in ValueTable.Element element, SourceForms forms, int scanner, Span<ulong> hits)
    {
        if ((_texts.Items[element.Text].Formed & (1u << scanner)) == 0) FindForms(element, forms, scanner, hits.Length);
        var at = _texts.Items[element.Text].FormHits;
        if (at != NoHits) Add(at, scanner, hits);
    }

    private void FindForms(in ValueTable.Element element, SourceForms forms, int scanner, int words)
    {
        if (element.Kind == SharedValues.None)
        {
            KeepForms(element.Text, scanner, ScanForms(element, forms, scanner, words));
            return;
        }

        var known = _texts.Items[element.Text].Known;
        var hash = 0;
        if (known is null) _texts.Items[element.Text].Known = known = _program!.Known.Find(element.Kind, element.Value.Span, out hash);
        if (known?.FoundBy(scanner) is { } found)
        {
            KeepForms(element.Text, scanner, found);
            return;
        }

        var scanned = ScanForms(element, forms, scanner, words);
        if (known is null) _texts.Items[element.Text].Known = known = _program!.Known.Keep(element.Kind, element.Value.Span, hash);
        known?.Learn(scanner, scanned);
        KeepForms(element.Text, scanner, scanned);
    }

    private ReadOnlySpan<ulong> ScanForms(in ValueTable.Element element, SourceForms forms, int scanner, int words)
    {
        if (_found.Length < words) _found = new ulong[words];
        var found = _found.AsSpan(0, words);
        found.Clear();
        AddHits(element.Text, scanner, found);
        var signature = Signature(element.Text);
        foreach (var form in forms.For(signature))
        {
            // What is remembered must not depend on the key that the value had this time.
            if (form.Chain.Keeps(signature) || (element.Kind == SharedValues.None && !element.IsMeantByAny(form.Selectors.AsSpan()))) continue;
            AddForm(element.Text, form, scanner, found);
        }

        return found;
    }

    private void AddForm(int value, SourceForm form, int scanner, Span<ulong> hits)
    {
        var text = value;
        var signature = Signature(text);
        foreach (var step in form.Chain.Steps)
        {
            if ((signature & step.Mask) == 0) continue;
            var next = Transform(text, step);
            if (next == text) continue;
            (text, signature) = (next, Signature(next));
            if (form.Chain.Every) AddAsked(text, form, scanner, hits);
        }

        if (text != value && form.IsWorthScanning(_texts.Items[text].Bytes.Length, Present(text))) AddAsked(text, form, scanner, hits);
    }

    private void AddAsked(int text, SourceForm form, int scanner, Span<ulong> hits)
    {
        Scan(text, scanner);
        var at = _texts.Items[text].Hits;
        if (at == NoHits) return;
        var first = _program!.WordsOf(scanner).First;
        for (var i = 0; i < hits.Length; i++) hits[i] |= _hits.Items[at + first + i] & form.AskedIn(first + i);
    }

    private void KeepForms(int number, int scanner, ReadOnlySpan<ulong> found)
    {
        ref var text = ref _texts.Items[number];
        text.Formed |= 1u << scanner;
        if (!found.ContainsAnyExcept(0UL)) return;
        if (text.FormHits == NoHits)
        {
            var all = _program!.ConditionWords;
            _hits.Ensure(_hitCount + all);
            _hits.Items.AsSpan(_hitCount, all).Clear();
            text.FormHits = _hitCount;
            _hitCount += all;
        }

        found.CopyTo(_hits.Items.AsSpan(text.FormHits + _program!.WordsOf(scanner).First));
    }

    private void AddHits(int text, int scanner, Span<ulong> hits)
    {
        Scan(text, scanner);
        var at = _texts.Items[text].Hits;
        if (at != NoHits) Add(at, scanner, hits);
    }

    private void Add(int block, int scanner, Span<ulong> hits)
    {
        var found = _hits.Items.AsSpan(block + _program!.WordsOf(scanner).First, hits.Length);
        for (var i = 0; i < hits.Length; i++) hits[i] |= found[i];
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
        if (!_program.Scanner(scanner).Scan(text.Bytes.Span, Present(number), _scratch, _hits.Items.AsSpan(at + first, words)) || at == text.Hits) return;
        _hits.Items.AsSpan(at, first).Clear();
        _hits.Items.AsSpan(at + first + words, all - first - words).Clear();
        text.Hits = at;
        _hitCount += all;
    }
}
