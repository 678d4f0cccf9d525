using System.Collections.Immutable;
using Palisade.Engine.Patterns.Syntax;

namespace Palisade.Engine.Patterns.Conditions;

/// <summary>What is known of the texts that a part of a pattern matches.</summary>
/// <param name="Heads">Each match starts with one of these.</param>
/// <param name="Tails">Each match ends with one of these.</param>
/// <param name="IsExact">Whether heads and tails are the same set, and each match is one of it.</param>
/// <param name="Groups">What a value with a match has besides.</param>
/// <param name="Unless">Nothing is said of heads and tails where a value has one of these bytes: they may stand between the others, as quotes do in the words of a shell.</param>
internal sealed record RequiredText(string[] Heads, string[] Tails, bool IsExact, ImmutableArray<MatchGroup> Groups, ByteSet Unless = default)
{
    // Worked out when first asked for, as each level of a pattern asks again; two threads come to the same.
    private MatchGroup[]? _all;

    // A copy says something else.
    private RequiredText(RequiredText other) => (Heads, Tails, IsExact, Groups, Unless) = (other.Heads, other.Tails, other.IsExact, other.Groups, other.Unless);

    /// <summary>Any text, the empty one included.</summary>
    public static RequiredText Anything { get; } = new(TextSets.OnlyEmpty, TextSets.OnlyEmpty, false, []);

    /// <summary>The empty text only.</summary>
    public static RequiredText Empty { get; } = Exactly(TextSets.OnlyEmpty);

    /// <summary>Whether it is the empty text, but for the bytes that may stand there.</summary>
    public bool IsGap => IsExact && !Unless.IsEmpty && Heads is [""];

    /// <summary>One of some texts.</summary>
    public static RequiredText Exactly(string[] texts) => new(texts, texts, true, []);

    /// <summary>A text that is not known, in a value that meets some groups.</summary>
    public static RequiredText Somewhere(params ImmutableArray<MatchGroup> groups) => Anything with { Groups = groups };

    /// <summary>Everything that a value with a match meets, the rarest first.</summary>
    public MatchGroup[] AllGroups => _all ??= Sorted();

    /// <summary>Bytes of which each match has one, and that are no part of words: the rarest such; null where there are none.</summary>
    public MatchGroup? Marks
    {
        get
        {
            MatchGroup? rarest = null;
            foreach (var group in AllGroups)
            {
                if (group.Marks is { } marks && (rarest is null || marks.Chance < rarest.Chance)) rarest = marks;
            }

            return rarest;
        }
    }

    private MatchGroup[] Sorted()
    {
        var groups = new List<MatchGroup>(Groups.Length + 2);
        foreach (var group in Groups) Add(group);
        if (Heads.IsUseful()) Add(MatchGroup.Of(Heads, Unless));
        if (!IsExact && Tails.IsUseful()) Add(MatchGroup.Of(Tails, Unless));
        return [.. groups];

        // Of equally rare ones the first stays first.
        void Add(MatchGroup group)
        {
            if (groups.Contains(group)) return;
            var at = groups.Count;
            while (at > 0 && groups[at - 1].Chance > group.Chance) at--;
            groups.Insert(at, group);
        }
    }
}
