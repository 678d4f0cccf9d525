namespace Palisade.Engine.Scanning;

/// <summary>What a <see cref="Scanner"/> writes down while it reads one value. Any scanner can use it; only one at a time. Kept for as many values as its owner likes.</summary>
public sealed class ScanScratch
{
    private uint _scan;
    private uint[] _metIn = [];
    private uint[] _seenIn = [];
    private Progress[] _progress = [];

    /// <summary>Starts a scan: nothing is met, nothing seen. What earlier scans wrote is told apart by their number, so that there is nothing to clear.</summary>
    internal void Begin(int demands, int literals, int conditions)
    {
        if (_metIn.Length < demands) _metIn = new uint[demands];
        if (_seenIn.Length < literals) _seenIn = new uint[literals];
        if (_progress.Length < conditions) _progress = new Progress[conditions];
        if (++_scan != 0) return;
        Array.Clear(_metIn);
        Array.Clear(_seenIn);
        Array.Clear(_progress);
        _scan = 1;
    }

    /// <summary>Whether a demand was met in this scan.</summary>
    internal bool IsMet(int demand) => _metIn[demand] == _scan;

    /// <summary>Notes that a demand is met; false when it was before.</summary>
    internal bool Meet(int demand)
    {
        if (_metIn[demand] == _scan) return false;
        _metIn[demand] = _scan;
        return true;
    }

    /// <summary>Whether a literal was found in this scan.</summary>
    internal bool IsSeen(int literal) => _seenIn[literal] == _scan;

    /// <summary>Notes that a literal was found.</summary>
    internal void See(int literal) => _seenIn[literal] = _scan;

    /// <summary>Counts one more demand of a condition as met; whether it was the last one.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="demands">How many it has.</param>
    internal bool Complete(int condition, int demands)
    {
        ref var progress = ref _progress[condition];
        if (progress.Scan != _scan) progress = new Progress(_scan, demands);
        return --progress.Open == 0;
    }

    private record struct Progress(uint Scan, int Open);
}
