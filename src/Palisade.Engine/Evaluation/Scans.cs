using Palisade.Engine.Programs;

namespace Palisade.Engine.Evaluation;

/// <summary>What scanners found in each of a number of things in this phase, and which scanners have looked.</summary>
internal sealed class Scans
{
    private ulong[] _hits = [];
    private (long Phase, uint Scanners)[] _looked = [];
    private ulong[] _places = [];
    private long _phase;
    private int _words;

    /// <summary>Starts a phase: nobody has looked at anything.</summary>
    public void Begin(int things, int words)
    {
        _phase++;
        _words = words;
        if (_looked.Length < things) _looked = new (long, uint)[things];
        if (_hits.Length < things * words) _hits = new ulong[things * words];
    }

    /// <summary>What was found in a thing.</summary>
    public Span<ulong> Hits(int thing) => _hits.AsSpan(thing * _words, _words);

    /// <summary>One word of it.</summary>
    public ulong Word(int thing, int word) => _hits[(thing * _words) + word];

    /// <summary>Whether a scanner has looked at a thing and not found a condition there; false where it has not looked.</summary>
    public bool Lacks(int thing, int scanner, int condition)
    {
        ref readonly var looked = ref _looked[thing];
        return looked.Phase == _phase && (looked.Scanners & (1u << scanner)) != 0 && (Word(thing, condition >> 6) >> (condition & 63) & 1) == 0;
    }

    /// <summary>
    /// Where in a thing a scanner may have found something: a bit for each value, the 65th counting with the first, and so on. All where it has not looked.
    /// </summary>
    public ulong Places(int thing, int scanner)
    {
        ref readonly var looked = ref _looked[thing];
        return looked.Phase == _phase && (looked.Scanners & (1u << scanner)) != 0 ? _places[(thing * ScannerPlan.MostScanners) + scanner] : ulong.MaxValue;
    }

    /// <summary>Takes in where a scanner found something, when it has looked.</summary>
    public void Note(int thing, int scanner, ulong places)
    {
        if (_places.Length == 0) _places = new ulong[_looked.Length * ScannerPlan.MostScanners];
        _places[(thing * ScannerPlan.MostScanners) + scanner] = places;
    }

    /// <summary>Whether a scanner has still to look at a thing; from now on it has.</summary>
    public bool Enter(int thing, int scanner)
    {
        ref var looked = ref _looked[thing];
        if (looked.Phase != _phase)
        {
            looked = (_phase, 0);
            Hits(thing).Clear();
        }

        if ((looked.Scanners & (1u << scanner)) != 0) return false;
        looked.Scanners |= 1u << scanner;
        return true;
    }
}
