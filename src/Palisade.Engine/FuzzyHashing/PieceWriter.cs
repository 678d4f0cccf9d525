namespace Palisade.Engine.FuzzyHashing;

/// <summary>Hashes pieces (Fowler, Noll, Vo) and keeps the low six bits of each as a letter.</summary>
internal struct PieceWriter(int limit)
{
    private const uint Start = 0x28021967;
    private const uint Prime = 0x01000193;
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    private readonly char[] _letters = new char[limit];
    private uint _hash = Start;
    private bool _full;

    /// <summary>Pieces that have ended, those past the limit counted as one.</summary>
    public int Pieces { get; private set; }

    /// <summary>Adds a byte to the piece.</summary>
    public void Add(byte b) => _hash = (_hash * Prime) ^ b;

    /// <summary>Ends the piece. The last place takes all pieces that have no place of their own.</summary>
    public void EndPiece()
    {
        _letters[Pieces] = Letters[(int)(_hash & 63)];
        _full = Pieces == limit - 1;
        if (_full) return;
        Pieces++;
        _hash = Start;
    }

    /// <summary>The letters, with one more for an open piece at the end.</summary>
    public readonly string Finish(bool open)
    {
        if (open) return new string(_letters, 0, Pieces) + Letters[(int)(_hash & 63)];
        return new string(_letters, 0, _full ? limit : Pieces);
    }
}
