using System.Collections.Immutable;
using System.Text;
using Palisade.Engine.Patterns.Syntax;

namespace Palisade.Engine.Patterns.Conditions;

/// <summary>
/// What every value has that a test answers with true: a length, and each of some groups. It never excludes a value that the test takes; it may admit others.
/// Case of ASCII letters does not count. Immutable.
/// </summary>
public sealed class MatchCondition
{
    private const int MostGroups = 4;

    private const int MostGroupsOfBytes = 3;

    // A group that nearly every value meets is not worth asking for, nor is another text behind one that is rare.
    private const double Useless = 0.98;
    private const double RareEnough = 0.01;

    // What a test costs, in what it costs to come upon a text.
    private const double CostOfTest = 8;

    // Worked out when first asked for.
    private ByteSet[]? _needed;

    private MatchCondition(ImmutableArray<MatchGroup> groups, int minimumLength) => (Groups, MinimumLength) = (groups, minimumLength);

    /// <summary>Nothing is known: every value may do.</summary>
    public static MatchCondition Anything { get; } = new([], 0);

    /// <summary>No value does.</summary>
    public static MatchCondition Nothing { get; } = new([MatchGroup.Of(ByteSet.Empty)], 0);

    /// <summary>All of them are met; none when nothing is known but the length.</summary>
    public ImmutableArray<MatchGroup> Groups { get; }

    /// <summary>The fewest bytes.</summary>
    public int MinimumLength { get; }

    /// <summary>Whether a value can be long enough and still be excluded.</summary>
    public bool HasGroups => !Groups.IsEmpty;

    /// <summary>The value has a text.</summary>
    public static MatchCondition Contains(ReadOnlySpan<byte> text) => ContainsAny([text.ToArray()]);

    /// <summary>The value has one of some texts.</summary>
    public static MatchCondition ContainsAny(IReadOnlyCollection<byte[]> texts)
    {
        if (texts.Any(t => t.Length == 0)) return Anything;
        return texts.Count == 0 ? Nothing : Of(texts.Min(t => t.Length), MatchGroup.Of(texts.Select(Encoding.Latin1.GetString)));
    }

    /// <summary>The value has a byte of a set.</summary>
    public static MatchCondition ContainsByte(ByteSet bytes) => Of(1, MatchGroup.Of(bytes));

    /// <summary>The value has so many bytes and meets all of some groups.</summary>
    public static MatchCondition Of(int minimumLength, params ImmutableArray<MatchGroup> groups) => new(groups, minimumLength);

    /// <summary>The value has a match of a pattern.</summary>
    /// <param name="tree">The pattern.</param>
    /// <param name="minimumLength">The fewest bytes that a match has.</param>
    public static MatchCondition Of(PatternTree tree, int minimumLength)
    {
        // Some verbs end a match where they stand.
        if (tree.Root.DescendantsAndSelf().Any(n => n is VerbNode { Verb: not "MARK" })) return new([], minimumLength);
        return new(Choose(ConditionReader.Read(tree.Root).AllGroups), minimumLength);
    }

    /// <summary>Bytes of which every value that passes has one: the rarest such. None where nothing is known but the length.</summary>
    internal ByteSet RarestBytes() => HasGroups ? Groups.Select(g => g.Needed).MinBy(n => n.Chance)!.Bytes : default;

    /// <summary>What a value's length and bytes say: false where it surely does not pass.</summary>
    /// <param name="length">The value's bytes.</param>
    /// <param name="present">Those that occur in it.</param>
    internal bool CanAdmit(int length, in ByteSet present)
    {
        if (length < MinimumLength) return false;
        foreach (ref readonly var bytes in (_needed ??= [.. Groups.Select(g => g.Needed.Bytes)]).AsSpan())
        {
            if (!bytes.Overlaps(present)) return false;
        }

        return true;
    }

    /// <summary>Whether it lets a value pass. The definition, for tests; <c>Scanner</c> is what runs.</summary>
    public bool Admits(ReadOnlySpan<byte> value)
    {
        if (value.Length < MinimumLength) return false;
        foreach (var group in Groups)
        {
            if (!group.IsMetBy(value)) return false;
        }

        return true;
    }

    // Bytes cost nothing to ask for. Texts do where they occur: they must spare enough runs of the test among the values that the groups before them let pass.
    private static ImmutableArray<MatchGroup> Choose(MatchGroup[] groups)
    {
        var chosen = ImmutableArray.CreateBuilder<MatchGroup>();
        var passing = 1.0;
        var rareText = false;
        foreach (var (group, chance) in groups.Select(g => (g, g.Chance)).OrderBy(g => !g.g.Literals.IsEmpty).ThenBy(g => g.Chance))
        {
            if (chance > Useless || chosen.Any(c => c.Implies(group))) continue;
            if (group.Literals.IsEmpty)
            {
                if (chosen.Count == MostGroupsOfBytes) continue;
            }
            else
            {
                if (chosen.Count == MostGroups || rareText || chance * group.CostOfSearch > passing * (1 - chance) * CostOfTest) continue;
                rareText = chance < RareEnough;
            }

            chosen.Add(group);
            passing *= chance;
        }

        AddBytes(groups, chosen);
        return chosen.DrainToImmutable();
    }

    // Of texts that are not worth searching, the bytes still are worth asking for.
    private static void AddBytes(MatchGroup[] groups, ImmutableArray<MatchGroup>.Builder chosen)
    {
        foreach (var bytes in groups.Select(g => g.Needed).OrderBy(n => n.Chance))
        {
            if (chosen.Count == MostGroups || bytes.Chance > Useless) return;
            if (!chosen.Any(c => c.Implies(bytes))) chosen.Add(bytes);
        }
    }

    /// <summary>The length and the groups, for people.</summary>
    public override string ToString() => $"{MinimumLength}+ bytes{string.Concat(Groups.Select(g => $" and ({g})"))}";
}
