namespace Palisade.Events.Masking;

/// <summary>The parts of one text that may not be shown.</summary>
internal sealed class SecretSpans
{
    private readonly List<(int Start, int End)> _spans = [];

    /// <summary>Whether there are none.</summary>
    public bool IsEmpty => _spans.Count == 0;

    /// <summary>Adds a part; one without characters is nothing.</summary>
    /// <param name="end">The position behind the last character.</param>
    public void Add(int start, int end)
    {
        if (end > start) _spans.Add((start, end));
    }

    /// <summary>The parts in order, those that touch or overlap made one.</summary>
    public IReadOnlyList<(int Start, int End)> Merged()
    {
        _spans.Sort();
        var merged = new List<(int Start, int End)>(_spans.Count);
        foreach (var span in _spans)
        {
            if (merged.Count > 0 && span.Start <= merged[^1].End) merged[^1] = (merged[^1].Start, Math.Max(span.End, merged[^1].End));
            else merged.Add(span);
        }

        return merged;
    }
}
