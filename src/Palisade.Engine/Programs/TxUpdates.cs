using System.Collections.Immutable;
using Palisade.Engine.Rules;

namespace Palisade.Engine.Programs;

/// <summary>Changes of TX that rules would make which match whatever the request is, in their order.</summary>
internal sealed class TxUpdates(ImmutableArray<TxUpdate> changes) : IEquatable<TxUpdates>
{
    /// <summary>Whether all of them are known when rules are loaded; otherwise none is.</summary>
    public bool AreKnown => changes[0].IsKnown;

    /// <summary>In order.</summary>
    public ImmutableArray<TxUpdate> Changes => changes;

    /// <inheritdoc/>
    public bool Equals(TxUpdates? other) => other is not null && changes.AsSpan().SequenceEqual(other.Changes.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as TxUpdates);

    /// <inheritdoc/>
    public override int GetHashCode() => changes.Length;
}

/// <summary>One change.</summary>
/// <param name="Number">The variable (<see cref="TxNames"/>).</param>
/// <param name="Name">Its name as the rule writes it.</param>
/// <param name="Value">Its new value; null where it is removed, and where the request decides.</param>
/// <param name="Setting">The rule's setting, where the request decides what it comes to; otherwise null.</param>
internal readonly record struct TxUpdate(int Number, string Name, byte[]? Value, RuleAction.SetVariable? Setting = null)
{
    /// <summary>Whether it is known when rules are loaded.</summary>
    public bool IsKnown => Setting is null;

    /// <summary>By what it does.</summary>
    public bool Equals(TxUpdate other) =>
        Number == other.Number
        && ReferenceEquals(Setting, other.Setting)
        && string.Equals(Name, other.Name, StringComparison.Ordinal)
        && (Value is null ? other.Value is null : other.Value is not null && Value.AsSpan().SequenceEqual(other.Value));

    /// <inheritdoc/>
    public override int GetHashCode() => Number;
}
