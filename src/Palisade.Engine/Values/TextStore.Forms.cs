using Palisade.Engine.Programs;

namespace Palisade.Engine.Values;

// What holds for a value in any of the forms in which rules read it: found once, or known from earlier requests.
internal sealed partial class TextStore
{
    private ulong[] _found = [];

    /// <summary>Whether the scanner says that the condition of a rule holds for a value in some form in which rules read it; true where it was not asked.</summary>
    public bool MayMatchInSomeForm(int text, RuleTest test)
    {
        ref readonly var known = ref _texts.Items[text];
        return (known.Formed & (1u << test.Scanner)) == 0 || (_hits.Items[known.FormHits + (test.Condition >> 6)] >> (test.Condition & 63) & 1) != 0;
    }

    /// <summary>The same for a rule that no scanner speaks for.</summary>
    public void Refuse(int text, RuleTest test) => _held.Items[text].Known?.Refuse(test);

    /// <summary>What earlier requests left of a value; null when nothing.</summary>
    public KnownText? KnownOf(in ValueTable.Element element)
    {
        ref var known = ref _held.Items[element.Text].Known;
        // What was not found when its forms were is not looked for again by each rule.
        if (known is null && _texts.Items[element.Text].Formed == 0) known = Memory(element)?.Find(element.Kind, KeyOf(element), element.Value.Span, out _);
        return known;
    }

    /// <summary>Takes in that a rule does not match a value, for the requests that have the same.</summary>
    public void Refute(int text, RuleTest test)
    {
        if (test.IsDecisive) RefuteEveryForm(text, test);
    }

    /// <summary>Takes in that a rule which reads every form of a value (<c>multiMatch</c>) matches none, for what else in this request, and for the requests that have the same. Its operator looks at nothing else.</summary>
    public void RefuteEveryForm(int text, RuleTest test)
    {
        if (test.Condition < 0) return;
        var hits = _texts.Items[text].FormHits;
        if (hits != NoHits) _hits.Items[hits + (test.Condition >> 6)] &= ~(1UL << (test.Condition & 63));
        _held.Items[text].Known?.Refute(test.Condition);
    }

    /// <summary>Adds the conditions of one scanner that hold for a value in any form in which rules read it.</summary>
    /// <param name="element">The value.</param>
    /// <param name="forms">The forms.</param>
    /// <param name="scanner">The scanner.</param>
    /// <param name="hits">Its words.</param>
    /// <returns>False where there are none.</returns>
    public bool AddForms(in ValueTable.Element element, SourceForms forms, int scanner, Span<ulong> hits)
    {
        if ((_texts.Items[element.Text].Formed & (1u << scanner)) == 0) FindForms(element, forms, scanner, hits.Length);
        var at = _texts.Items[element.Text].FormHits;
        if (at == NoHits) return false;
        Add(at, scanner, hits);
        return true;
    }

    private void FindForms(in ValueTable.Element element, SourceForms forms, int scanner, int words)
    {
        if (Memory(element) is not { } memory)
        {
            KeepForms(element.Text, scanner, ScanForms(element, forms, scanner, words));
            return;
        }

        var known = _held.Items[element.Text].Known;
        var hash = 0;
        if (known is null) _held.Items[element.Text].Known = known = memory.Find(element.Kind, KeyOf(element), element.Value.Span, out hash);
        if (known?.IsKnownTo(scanner) == true)
        {
            KeepForms(element.Text, scanner, known.Found(_program!.WordsOf(scanner)));
            return;
        }

        var scanned = ScanForms(element, forms, scanner, words);
        if (known is null) _held.Items[element.Text].Known = known = memory.Keep(element.Kind, KeyOf(element), element.Value.Span, hash);
        known?.Learn(scanner, _program!.WordsOf(scanner).First, scanned);
        KeepForms(element.Text, scanner, scanned);
    }

    // Where a value is remembered; null for nowhere. What a connection knows of it under one key does not hold for a text that stands under several.
    private KnownTexts? Memory(in ValueTable.Element element)
    {
        if (element.Kind >= SharedValues.None) return element.Kind == SharedValues.None ? null : _program!.Known;
        return _texts.Items[element.Text].IsShared ? null : _ofConnection;
    }

    // What is known of a value of a connection holds under its key: what rules make of values under other keys was not looked at.
    private static ReadOnlySpan<byte> KeyOf(in ValueTable.Element element) => element.Kind < SharedValues.None ? element.Key.Span : default;

    private ReadOnlySpan<ulong> ScanForms(in ValueTable.Element element, SourceForms forms, int scanner, int words)
    {
        if (_found.Length < words) _found = new ulong[words];
        var found = _found.AsSpan(0, words);
        found.Clear();
        var signature = Signature(element.Text);
        // What is remembered without the key must not depend on the one that the value had this time.
        var hasOneKey = element.Kind <= SharedValues.None && !_texts.Items[element.Text].IsShared;
        AddAsked(element.Text, forms.AsIs, scanner, found);
        foreach (var form in forms.For(signature))
        {
            if (form.Chain.Keeps(signature) || (hasOneKey && !element.IsMeantByAny(form.Selectors.AsSpan()))) continue;
            AddForm(element.Text, form, scanner, found);
        }

        return found;
    }

    private void AddForm(int value, SourceForm form, int scanner, Span<ulong> hits)
    {
        var (text, chain) = (value, form.Chain);
        var signature = Signature(text);
        for (var i = 0; !chain.Keeps(signature, i); i++)
        {
            var next = Transform(text, chain.Steps[i]);
            if (next == text) continue;
            (text, signature) = (next, Signature(next));
            if (chain.Every) AddAsked(text, form.Conditions, scanner, hits);
        }

        if (text != value && !chain.Every) AddAsked(text, form.Conditions, scanner, hits);
    }

    private void AddAsked(int text, FormConditions asked, int scanner, Span<ulong> hits)
    {
        if (!IsScanned(text, scanner) && !asked.AreWorthScanning(_held.Items[text].Bytes.Length, Present(text))) return;
        Look(text, asked, scanner);
        var at = _texts.Items[text].Hits;
        if (at == NoHits) return;
        var first = _program!.WordsOf(scanner).First;
        for (var i = 0; i < hits.Length; i++) hits[i] |= _hits.Items[at + first + i] & asked.AskedIn(first + i);
    }

    // Most texts are looked at for what one form asks, and that alone where it is little. Whatever else is asked of the text takes a whole scan.
    private void Look(int number, FormConditions asked, int scanner)
    {
        var lookedFor = _held.Items[number].LookedFor;
        if (ReferenceEquals(lookedFor, asked) || IsScanned(number, scanner)) return;
        if (lookedFor is null && asked.Part is { } part) LookFor(number, asked, part);
        else Scan(number, scanner);
    }

    private void LookFor(int number, FormConditions asked, PartScanner part)
    {
        ref var held = ref _held.Items[number];
        held.LookedFor = asked;
        ref var text = ref _texts.Items[number];
        var block = text.Hits == NoHits ? NewBlock() : text.Hits;
        if (part.Scan(held.Bytes.Span, Present(number), _scratch, _hits.Items.AsSpan(block, _program!.ConditionWords))) text.Hits = block;
        else if (block != text.Hits) _hitCount = block;
    }

    private void KeepForms(int number, int scanner, ReadOnlySpan<ulong> found)
    {
        ref var text = ref _texts.Items[number];
        text.Formed |= 1u << scanner;
        if (!found.ContainsAnyExcept(0UL)) return;
        if (text.FormHits == NoHits) text.FormHits = NewBlock();
        found.CopyTo(_hits.Items.AsSpan(text.FormHits + _program!.WordsOf(scanner).First));
    }

    // Empty.
    private int NewBlock()
    {
        var block = _hitCount;
        _hitCount += _program!.ConditionWords;
        _hits.Ensure(_hitCount);
        _hits.Items.AsSpan(block, _program.ConditionWords).Clear();
        return block;
    }
}
