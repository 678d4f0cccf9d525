using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Palisade.Engine.Patterns.Syntax;

/// <summary>A pattern that parsed. Immutable.</summary>
public sealed class PatternTree
{
    private readonly FrozenDictionary<string, ImmutableArray<int>> _names;

    internal PatternTree(PatternNode root, int groupCount, IReadOnlyDictionary<string, ImmutableArray<int>> names)
    {
        Root = root;
        GroupCount = groupCount;
        _names = names.ToFrozenDictionary();
    }

    /// <summary>The whole pattern.</summary>
    public PatternNode Root { get; }

    /// <summary>The highest number of a capturing group, 0 when there is none.</summary>
    public int GroupCount { get; }

    /// <summary>Every named group and its numbers; more than one with <see cref="PatternFlags.DuplicateNames"/>.</summary>
    public IReadOnlyDictionary<string, ImmutableArray<int>> Names => _names;

    /// <summary>The numbers of the groups that a reference means, in order. Each is in the pattern.</summary>
    public ImmutableArray<int> Resolve(GroupReference reference) => reference.Name is { } name ? _names[name] : [reference.Number];
}

/// <summary>What is wrong with a pattern.</summary>
/// <param name="Offset">Where it was found, in bytes from the start of the pattern.</param>
/// <param name="Message">One sentence without a full stop.</param>
public readonly record struct PatternFault(int Offset, string Message)
{
    /// <summary>The message and the place.</summary>
    public override string ToString() => $"{Message} (at offset {Offset})";
}

/// <summary>A tree, or why there is none: exactly one of the two.</summary>
public readonly record struct PatternParseResult(PatternTree? Tree, PatternFault? Fault);
