using System.Collections.Immutable;
using Palisade.Engine.Rules;

namespace Palisade.Engine.Programs;

/// <summary>Changes of TX that are known when rules are loaded: what rules would do that match whatever the request is, in their order.</summary>
internal sealed class TxUpdates(ImmutableArray<TxUpdate> changes) : IEquatable<TxUpdates>
{
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
/// <param name="Value">Its new value; null where it is removed.</param>
internal readonly record struct TxUpdate(int Number, string Name, byte[]? Value)
{
    /// <summary>By what it does.</summary>
    public bool Equals(TxUpdate other) =>
        Number == other.Number
        && string.Equals(Name, other.Name, StringComparison.Ordinal)
        && (Value is null ? other.Value is null : other.Value is not null && Value.AsSpan().SequenceEqual(other.Value));

    /// <inheritdoc/>
    public override int GetHashCode() => Number;
}
