using Palisade.Detection;

namespace Palisade.Engine.Operators;

/// <summary>
/// What recognisers found in the texts of a transaction: rules that ask for different confidences have a text read once, and those that
/// follow where nothing was found are not run at all.
/// </summary>
public sealed class DetectionMemory
{
    // More than that is let go after the transaction.
    private const int Kept = 4096;

    private readonly Dictionary<(int Text, int Detector), Finding> _findings = [];
    private uint[] _asked = new uint[256];
    private int _texts;
    private uint _found;
    private uint _covered;

    /// <summary>The most recognisers that it remembers: a bit for each.</summary>
    internal static int MostDetectors => 32;

    /// <summary>What a recogniser finds in a value.</summary>
    /// <param name="number">The recogniser's own number, below <see cref="MostDetectors"/>.</param>
    /// <param name="text">The number of the value among the texts of the transaction; below 0 when it has none, and then nothing is remembered.</param>
    internal Finding? Find(Detector detector, int number, ReadOnlySpan<byte> value, int text)
    {
        var bit = 1u << number;
        if (text < 0) return Note(detector.Recognise(value), bit);
        Reach(text);
        if ((_asked[text] & bit) != 0) return (_found & bit) == 0 ? null : _findings.GetValueOrDefault((text, number));
        _asked[text] |= bit;
        if (Note(detector.Recognise(value), bit) is not { } finding) return null;
        return _findings[(text, number)] = finding;
    }

    /// <summary>Starts a phase: its values may be others.</summary>
    internal void BeginPhase() => _covered = 0;

    /// <summary>Notes that the recogniser has read every value that a rule which leads others reads.</summary>
    internal void Cover(int number) => _covered |= 1u << number;

    /// <summary>Whether the recogniser has read all that its followers would have it read, and has found nothing.</summary>
    internal bool IsSilent(int number) => (_covered & ~_found & (1u << number)) != 0;

    /// <summary>Whether the recogniser has found nothing in any text so far.</summary>
    internal bool HasFoundNothing(int number) => (_found & (1u << number)) == 0;

    /// <summary>Forgets everything.</summary>
    internal void Clear()
    {
        if (_texts > Kept) _asked = new uint[256];
        else _asked.AsSpan(0, _texts).Clear();
        if (_found != 0) _findings.Clear();
        (_texts, _found, _covered) = (0, 0, 0);
    }

    private Finding? Note(Finding? finding, uint bit)
    {
        if (finding is not null) _found |= bit;
        return finding;
    }

    private void Reach(int text)
    {
        if (text >= _asked.Length) Array.Resize(ref _asked, Math.Max(text + 1, 2 * _asked.Length));
        _texts = Math.Max(_texts, text + 1);
    }
}
