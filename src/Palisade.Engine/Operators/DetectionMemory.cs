using Palisade.Detection;

namespace Palisade.Engine.Operators;

/// <summary>What recognisers found in the texts of a transaction: rules that ask for different confidences have a text read once.</summary>
public sealed class DetectionMemory
{
    // More than that is let go after the transaction.
    private const int Kept = 256;

    private Dictionary<(int Text, Detector Detector), Finding?> _known = [];

    /// <summary>What a recogniser finds in a value.</summary>
    /// <param name="text">The number of the value among the texts of the transaction; below 0 when it has none, and then nothing is remembered.</param>
    internal Finding? Find(Detector detector, ReadOnlySpan<byte> value, int text)
    {
        if (text < 0) return detector.Recognise(value);
        if (_known.TryGetValue((text, detector), out var known)) return known;
        return _known[(text, detector)] = detector.Recognise(value);
    }

    /// <summary>Forgets everything.</summary>
    internal void Clear()
    {
        if (_known.Count > Kept) _known = [];
        else if (_known.Count > 0) _known.Clear();
    }
}
