using System.Collections.Immutable;
using Palisade.Engine.Patterns.Syntax;

namespace Palisade.Engine.Patterns.Conditions;

/// <summary>What a value meets when it matches one of several branches: each branch gives a group, and one of them is met.</summary>
internal static class ChoiceGroups
{
    /// <summary>The most groups of a choice.</summary>
    private const int MostGroups = 4;

    /// <summary>The rarest groups of all branches together, then the next rarest, and so on; none when a branch has none.</summary>
    public static ImmutableArray<MatchGroup> Of(RequiredText[] branches)
    {
        // Of exact branches the caller knows all.
        if (Array.TrueForAll(branches, b => b is { IsExact: true, Groups.IsEmpty: true }) && branches.Sum(b => b.Heads.Length) <= TextSets.MostTexts) return [];
        var found = Array.ConvertAll(branches, b => b.AllGroups);
        if (Array.Exists(found, g => g.Length == 0)) return [];
        var depth = Math.Min(MostGroups, found.Max(g => g.Length));
        var groups = ImmutableArray.CreateBuilder<MatchGroup>();

        // Texts of one branch and bytes of another cost as much as texts and say as little as bytes: the rarest bytes of each are a group too.
        if (Array.TrueForAll(branches, b => b.Marks is not null)) groups.Add(Bytes(branches, b => b.Marks!));
        groups.Add(Bytes(branches, b => b.AllGroups.Select(o => o.Needed).MinBy(n => n.Chance)!));
        for (var i = 0; i < depth; i++)
        {
            if (Either(Array.ConvertAll(found, g => g[Math.Min(i, g.Length - 1)])) is { } group) groups.Add(group);
        }

        return groups.DrainToImmutable();
    }

    private static MatchGroup Bytes(RequiredText[] branches, Func<RequiredText, MatchGroup> choose) => MatchGroup.Of(branches.Aggregate(ByteSet.Empty, (all, b) => all | choose(b).Bytes));

    private static MatchGroup? Either(MatchGroup[] groups)
    {
        var bytes = groups.Aggregate(ByteSet.Empty, (all, g) => all | g.Bytes);
        return groups.Sum(g => g.Literals.Length) <= TextSets.MostTexts ? MatchGroup.Of(groups.SelectMany(g => g.Literals), bytes) : null;
    }
}
