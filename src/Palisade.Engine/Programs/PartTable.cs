using System.Collections.Immutable;
using Palisade.Engine.Scanning;

namespace Palisade.Engine.Programs;

/// <summary>The <see cref="PartScanner"/>s of a program: forms of different sources that ask the same share one.</summary>
internal sealed class PartTable
{
    // Of the literals of the whole scanner, a part has one in so many at most.
    private const int LeastShare = 4;

    // A whole scanner for fewer takes no time that is worth sparing.
    private const int FewestLiterals = 256;

    private readonly Dictionary<string, PartScanner> _parts = new(StringComparer.Ordinal);

    /// <summary>Gives conditions what looks for them alone, where it spares enough.</summary>
    /// <param name="conditions">What is asked of a form.</param>
    /// <param name="whole">The scanner whose conditions they are.</param>
    public void Equip(FormConditions conditions, Scanner whole)
    {
        if (conditions.Part is not null || conditions.All.IsEmpty || whole.LiteralCount < FewestLiterals) return;
        var literals = conditions.All.SelectMany(c => c.Condition.Groups).SelectMany(g => g.Literals).Distinct(StringComparer.Ordinal).Count();
        if (LeastShare * literals <= whole.LiteralCount) conditions.Part = Of(conditions.All);
    }

    private PartScanner Of(ImmutableArray<PlacedCondition> conditions)
    {
        var key = string.Join(',', conditions.Select(c => c.Number));
        return _parts.TryGetValue(key, out var known) ? known : _parts[key] = new(conditions);
    }
}
