namespace Palisade.Engine.Phrases;

/// <summary>The tree of all beginnings of the phrases, its states numbered breadth first. State 0 is the empty beginning.</summary>
internal sealed class PhraseTrie
{
    private PhraseTrie(int[] first, byte[] label, int[] phrase) => (First, Label, Phrase) = (first, label, phrase);

    /// <summary>Where the children of a state begin; one entry more than there are states.</summary>
    public int[] First { get; }

    /// <summary>The folded byte that leads into a state; 0 for the root.</summary>
    public byte[] Label { get; }

    /// <summary>The index of the phrase that ends in a state, or -1.</summary>
    public int[] Phrase { get; }

    /// <summary>Builds the tree from sorted phrases: a state is a range of them that begins alike.</summary>
    public static PhraseTrie Build(IReadOnlyList<byte[]> phrases, byte[] fold)
    {
        var sorted = Sort(phrases, fold);
        List<int> first = [];
        List<byte> label = [0];
        List<int> phrase = [];
        Queue<Range> open = new([new Range(0, sorted.Length, 0)]);
        while (open.TryDequeue(out var range))
        {
            first.Add(label.Count);
            phrase.Add(Take(ref range, sorted));
            while (range.From < range.To)
            {
                var child = NextGroup(ref range, sorted);
                label.Add(sorted[child.From].Text[range.Depth]);
                open.Enqueue(child);
            }
        }

        first.Add(label.Count);
        return new PhraseTrie([.. first], [.. label], [.. phrase]);
    }

    private static Entry[] Sort(IReadOnlyList<byte[]> phrases, byte[] fold)
    {
        var entries = new List<Entry>(phrases.Count);
        for (var i = 0; i < phrases.Count; i++)
        {
            if (phrases[i].Length > 0) entries.Add(new Entry([.. phrases[i].Select(b => fold[b])], i));
        }

        entries.Sort((a, b) =>
        {
            var order = a.Text.AsSpan().SequenceCompareTo(b.Text);
            return order != 0 ? order : a.Index.CompareTo(b.Index);
        });
        return [.. entries];
    }

    // The phrases that end here come first in their range: the first of them is the one reported.
    private static int Take(ref Range range, Entry[] sorted)
    {
        var index = -1;
        while (range.From < range.To && sorted[range.From].Text.Length == range.Depth)
        {
            if (index < 0) index = sorted[range.From].Index;
            range = range with { From = range.From + 1 };
        }

        return index;
    }

    private static Range NextGroup(ref Range range, Entry[] sorted)
    {
        var (from, to, depth) = range;
        var end = from + 1;
        while (end < to && sorted[end].Text[depth] == sorted[from].Text[depth]) end++;
        range = range with { From = end };
        return new Range(from, end, depth + 1);
    }

    private readonly record struct Entry(byte[] Text, int Index);

    private readonly record struct Range(int From, int To, int Depth);
}
