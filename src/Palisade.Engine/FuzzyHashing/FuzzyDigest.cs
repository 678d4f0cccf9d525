using System.Text;

namespace Palisade.Engine.FuzzyHashing;

/// <summary>
/// A context-triggered piecewise hash as <c>ssdeep</c> computes it (J. Kornblum, "Identifying almost identical files using
/// context triggered piecewise hashing", 2006): files that share long runs have digests that share them too.
/// </summary>
/// <param name="BlockSize">3 times a power of two: the mean length of a piece in bytes.</param>
/// <param name="Pieces">One letter for each piece, at most 64.</param>
/// <param name="DoublePieces">The same at twice the block size, at most 32.</param>
internal sealed record FuzzyDigest(uint BlockSize, string Pieces, string DoublePieces)
{
    /// <summary>The most pieces a digest has.</summary>
    public const int MaxPieces = 64;

    /// <summary>The smallest block size.</summary>
    public const uint MinBlockSize = 3;

    /// <summary>Hashes a value. Takes a few passes at most: the block size halves until the digest has 32 pieces.</summary>
    public static FuzzyDigest Of(ReadOnlySpan<byte> value)
    {
        var blockSize = MinBlockSize;
        while ((long)blockSize * MaxPieces < value.Length) blockSize *= 2;
        while (true)
        {
            var (pieces, doublePieces, complete) = Cut(value, blockSize);
            if (complete || blockSize == MinBlockSize) return new FuzzyDigest(blockSize, pieces, doublePieces);
            blockSize /= 2;
        }
    }

    /// <summary>Reads <c>96:pieces:pieces</c>, with or without <c>,"file"</c> behind it; null when it is none.</summary>
    public static FuzzyDigest? Parse(ReadOnlySpan<byte> line)
    {
        var parts = Encoding.Latin1.GetString(line).Split(':', 3);
        if (parts.Length < 3 || !uint.TryParse(parts[0], out var blockSize) || blockSize < MinBlockSize) return null;
        return new FuzzyDigest(blockSize, parts[1], parts[2].Split(',')[0]);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{BlockSize}:{Pieces}:{DoublePieces}";

    private static (string Pieces, string DoublePieces, bool Complete) Cut(ReadOnlySpan<byte> value, uint blockSize)
    {
        var rolling = new RollingSum();
        var single = new PieceWriter(MaxPieces);
        var twice = new PieceWriter(MaxPieces / 2);
        foreach (var b in value)
        {
            var sum = rolling.Add(b);
            single.Add(b);
            twice.Add(b);
            if (sum % blockSize != blockSize - 1) continue;
            single.EndPiece();
            if (sum % (blockSize * 2) == (blockSize * 2) - 1) twice.EndPiece();
        }

        var open = rolling.Sum != 0;
        return (single.Finish(open), twice.Finish(open), single.Pieces >= MaxPieces / 2);
    }
}
