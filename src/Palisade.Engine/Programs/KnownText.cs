namespace Palisade.Engine.Programs;

/// <summary>A value that requests repeat, with what is known of it. What is known only grows, and each piece is true by itself: any number of requests may read and add at once.</summary>
/// <param name="kind">What <see cref="Values.SharedValues"/> says of it.</param>
/// <param name="hash">What <see cref="KnownTexts"/> makes of kind and value.</param>
/// <param name="key">Its key, where what is known of it hangs on that; otherwise empty.</param>
/// <param name="bytes">The value; not to be changed.</param>
/// <param name="words">The words that hold a bit for each condition.</param>
internal sealed class KnownText(int kind, int hash, byte[] key, byte[] bytes, int words)
{
    // Few rules that no scanner speaks for read the same value.
    private const int MostRefused = 16;

    // So many uses let it stand against others that want its place.
    private const int MostStrength = 3;

    // The conditions that hold in some form of the value, but for those whose rules were asked and said no; a bit for each scanner that has looked.
    private readonly ulong[] _found = new ulong[words];
    private uint _scanners;
    private int _strength = 1;
    private NamedVariable? _variables;
    private RuleTest[] _refused = [];

    /// <summary>Whether it is this value.</summary>
    public bool Is(int otherKind, int otherHash, ReadOnlySpan<byte> otherKey, ReadOnlySpan<byte> other) => otherHash == hash && otherKind == kind && other.SequenceEqual(bytes) && otherKey.SequenceEqual(key);

    /// <summary>Whether it is known what a scanner found; a use of it.</summary>
    public bool IsKnownTo(int scanner)
    {
        if (_strength < MostStrength) _strength++;
        return (Volatile.Read(ref _scanners) & (1u << scanner)) != 0;
    }

    /// <summary>What a scanner found, once that is known.</summary>
    /// <param name="words">Where its answer lies.</param>
    public ReadOnlySpan<ulong> Found((int First, int Count) words) => _found.AsSpan(words.First, words.Count);

    /// <summary>Whether a rule is known not to match it.</summary>
    public bool IsRefused(RuleTest test)
    {
        foreach (var refused in Volatile.Read(ref _refused))
        {
            if (ReferenceEquals(refused, test)) return true;
        }

        return false;
    }

    /// <summary>Takes in that a rule does not match it. What two say at once may be lost, and is said again.</summary>
    public void Refuse(RuleTest test)
    {
        if (_refused.Length < MostRefused && !IsRefused(test)) Volatile.Write(ref _refused, [.. _refused, test]);
    }

    /// <summary>What a rule makes of it; null before <see cref="LearnName"/>.</summary>
    public NamedVariable? VariableOf(NamingRule rule)
    {
        var variable = Volatile.Read(ref _variables);
        while (variable is not null && !ReferenceEquals(variable.Rule, rule)) variable = variable.Next;
        return variable;
    }

    /// <summary>Takes in what a rule makes of it, once for each rule: another list than the first is not kept.</summary>
    public void LearnName(NamingRule rule, byte[] match, byte[] list, bool isListed)
    {
        if (VariableOf(rule) is null) Volatile.Write(ref _variables, new(rule, match, list, isListed) { Next = Volatile.Read(ref _variables) });
    }

    /// <summary>Takes in what a scanner found. Two may find the same at once.</summary>
    /// <param name="scanner">The scanner.</param>
    /// <param name="first">The first of its words.</param>
    /// <param name="found">Its answer.</param>
    public void Learn(int scanner, int first, ReadOnlySpan<ulong> found)
    {
        found.CopyTo(_found.AsSpan(first));
        Interlocked.Or(ref _scanners, 1u << scanner);
    }

    /// <summary>Takes in that no rule that asks for a condition matches the value.</summary>
    public void Refute(int condition) => Interlocked.And(ref _found[condition >> 6], ~(1UL << (condition & 63)));

    /// <summary>Whether it keeps its place when another value wants it. Each time makes it weaker, each use stronger.</summary>
    public bool Stays() => _strength > 0 && _strength-- > 0;
}
