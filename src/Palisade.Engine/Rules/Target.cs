using System.Collections.Immutable;
using System.Text;
using Palisade.Engine.Patterns;

namespace Palisade.Engine.Rules;

/// <summary>Which members of a collection a target means.</summary>
public abstract class Selector
{
    private Selector()
    {
    }

    /// <summary>One key, without regard to ASCII case.</summary>
    public sealed class Key(string name) : Selector
    {
        /// <summary>The key, widened (Latin-1).</summary>
        public string Name => name;

        /// <summary>The key's bytes, as written.</summary>
        public byte[] Bytes { get; } = Encoding.Latin1.GetBytes(name);

        /// <summary>What <see cref="HashOf"/> says of it.</summary>
        internal int Hash { get; } = HashOf(Encoding.Latin1.GetBytes(name));

        /// <summary>Its bit in a word that tells which keys there are.</summary>
        internal ulong Bit { get; } = BitOf(HashOf(Encoding.Latin1.GetBytes(name)));

        /// <summary>One bit of 64 for a <see cref="Hash"/>.</summary>
        internal static ulong BitOf(int hash) => 1UL << (int)(((uint)hash * 0x9E3779B1) >> 26);

        /// <summary>A number that two keys share when they are equal without regard to ASCII case, and seldom otherwise: length, first and last byte.</summary>
        internal static int HashOf(ReadOnlySpan<byte> key) => key.IsEmpty ? 0 : (key.Length << 16) | ((key[0] | 0x20) << 8) | key[^1] | 0x20;

        /// <inheritdoc/>
        public override bool Equals(object? obj) => obj is Key other && string.Equals(other.Name, name, StringComparison.Ordinal);

        /// <inheritdoc/>
        public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(name);
    }

    /// <summary>The keys that a pattern matches, without regard to ASCII case.</summary>
    public sealed class Pattern(BytePattern pattern) : Selector
    {
        /// <summary>The pattern, compiled with case folding.</summary>
        public BytePattern Regex => pattern;

        /// <summary>Which keys it means.</summary>
        internal KeyFilter Keys { get; } = new(pattern);

        /// <summary>Which TX variables it means; most of their names stand in rules, so that each is asked once.</summary>
        internal TxNameFilter TxNames { get; } = new(pattern);

        /// <inheritdoc/>
        public override bool Equals(object? obj) => obj is Pattern other && ReferenceEquals(other.Regex, pattern);

        /// <inheritdoc/>
        public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(pattern);
    }

    /// <summary>The nodes of an XML document that an XPath expression selects.</summary>
    public sealed class XPath(string expression) : Selector
    {
        /// <summary>The expression.</summary>
        public string Expression => expression;

        /// <summary>The expression's bytes: the key of every value it selects.</summary>
        public byte[] Bytes { get; } = Encoding.Latin1.GetBytes(expression);
    }
}

/// <summary>One target of a rule, resolved.</summary>
/// <param name="Variable">The variable.</param>
/// <param name="Selector">Null for all of it.</param>
/// <param name="Count">True for <c>&amp;</c>: the number of values is the value.</param>
public sealed record Target(VariableId Variable, Selector? Selector, bool Count)
{
    /// <summary>The number of the TX variable it names (<see cref="TxNames"/>); -1 for every other target.</summary>
    internal int TxName { get; } = Variable is VariableId.TX && Selector is Selector.Key key ? TxNames.Intern(key.Name) : -1;

    /// <summary>The lists of values it reads, in order; empty where rules can change what it reads.</summary>
    internal ImmutableArray<ValueSource> Sources { get; } = ValueSource.PartsOf(Variable, Selector);

    /// <summary>Which members of its sources it reads; null for all. A selector on a scalar selects nothing else than the scalar, as in ModSecurity v3.</summary>
    internal Selector? Reads => Selector is Selector.XPath || !ValueSource.IsCollection(Variable) ? null : Selector;

    /// <summary>The bytes of the key it names; empty where it names none.</summary>
    internal byte[] KeyBytes => Selector is Selector.Key key ? key.Bytes : [];
}
