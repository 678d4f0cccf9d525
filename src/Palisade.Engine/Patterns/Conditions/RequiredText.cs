using System.Collections.Immutable;
using Palisade.Engine.Patterns.Syntax;

namespace Palisade.Engine.Patterns.Conditions;

/// <summary>What is known of the texts that a part of a pattern matches.</summary>
/// <param name="Heads">Each match starts with one of these.</param>
/// <param name="Tails">Each match ends with one of these.</param>
/// <param name="IsExact">Whether heads and tails are the same set, and each match is one of it.</param>
/// <param name="Groups">What a value with a match has besides.</param>
/// <param name="Unless">Nothing is said of heads and tails where a value has one of these bytes: they may stand between the others, as quotes do in the words of a shell.</param>
internal readonly record struct RequiredText(string[] Heads, string[] Tails, bool IsExact, ImmutableArray<MatchGroup> Groups, ByteSet Unless = default)
{
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
    public IEnumerable<MatchGroup> AllGroups()
    {
        IEnumerable<MatchGroup> groups = Groups;
        if (Heads.IsUseful()) groups = groups.Append(MatchGroup.Of(Heads, Unless));
        if (!IsExact && Tails.IsUseful()) groups = groups.Append(MatchGroup.Of(Tails, Unless));
        return groups.Distinct().OrderBy(g => g.Chance);
    }
}
