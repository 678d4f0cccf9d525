using Palisade.Engine.FuzzyHashing;

namespace Palisade.Engine.Operators;

/// <summary><c>@fuzzyHash file threshold</c>: true when the value is alike to one of the <c>ssdeep</c> digests in the file, with a score of at least the threshold.</summary>
/// <remarks>
/// One digest a line, as the <c>ssdeep</c> program prints them; other lines are left out. The threshold is 1 (anything in
/// common) to 100 (the same digest). Meant for uploaded files: short values have nothing to compare. The work is bounded by
/// a few passes over the value and one comparison for each digest.
/// </remarks>
internal sealed class FuzzyHash : Operator
{
    private readonly List<FuzzyDigest> _digests;
    private readonly int _threshold;

    private FuzzyHash(List<FuzzyDigest> digests, int threshold) => (_digests, _threshold) = (digests, threshold);

    /// <inheritdoc/>
    public override string Name => "fuzzyHash";

    /// <summary>Reads the file.</summary>
    public static Operator? Create(OperatorArgument argument)
    {
        var text = argument.Text.TrimEnd(' ');
        var space = text.LastIndexOf(' ');
        if (space < 0 || !int.TryParse(text.AsSpan(space + 1), out var threshold))
            return argument.Refuse(OperatorFaults.Argument, "needs a file and a threshold", "write @fuzzyHash digests.txt 80", space + 1);
        if (DataFiles.ReadLines(argument, text[..space]) is not { } lines) return null;
        return new FuzzyHash([.. lines.Select(l => FuzzyDigest.Parse(l)).OfType<FuzzyDigest>()], threshold);
    }

    /// <inheritdoc/>
    public override bool Matches(ReadOnlySpan<byte> value, OperatorRun run)
    {
        if (_digests.Count == 0) return false;
        var digest = FuzzyDigest.Of(value);
        foreach (var known in _digests)
        {
            if (FuzzyScore.Compare(known, digest) >= _threshold) return true;
        }

        return false;
    }
}
