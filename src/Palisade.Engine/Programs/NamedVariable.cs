using System.Text;

namespace Palisade.Engine.Programs;

/// <summary>What a <see cref="NamingRule"/> makes of a value that requests repeat. Nothing of it may be changed: all requests share it.</summary>
internal sealed class NamedVariable
{
    private static int _count;

    /// <param name="rule">The rule.</param>
    /// <param name="match">What the rule captures of the value.</param>
    /// <param name="list">The list that its link looks the variable up in.</param>
    /// <param name="isListed">Whether it is there.</param>
    public NamedVariable(NamingRule rule, byte[] match, byte[] list, bool isListed)
    {
        (Rule, Match, List, IsListed) = (rule, match, list, isListed);
        (NameBytes, Value) = (rule.NameFor(match), rule.ValueFor(match));
        Name = Encoding.Latin1.GetString(NameBytes);
        Number = Interlocked.Increment(ref _count);
    }

    /// <summary>The rule.</summary>
    public NamingRule Rule { get; }

    /// <summary>What it captures.</summary>
    public byte[] Match { get; }

    /// <summary>The list for which <see cref="IsListed"/> holds.</summary>
    public byte[] List { get; }

    /// <summary>Whether the link matches the variable.</summary>
    public bool IsListed { get; }

    /// <summary>The name of the variable, widened.</summary>
    public string Name { get; }

    /// <summary>The same in bytes.</summary>
    public byte[] NameBytes { get; }

    /// <summary>The value of the variable.</summary>
    public byte[] Value { get; }

    /// <summary>Another one for each.</summary>
    public int Number { get; }

    /// <summary>Of the same value, for another rule.</summary>
    public NamedVariable? Next { get; init; }
}
