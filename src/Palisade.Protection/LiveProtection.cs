using Palisade.Engine.Programs;

namespace Palisade.Protection;

/// <summary>
/// The rules in force. A new set is built aside and swapped in once; a request reads <see cref="Current"/> once and keeps
/// what it read, whatever is published meanwhile.
/// </summary>
public sealed class LiveProtection(RuleSet first)
{
    private RuleSet _current = first;

    /// <summary>The rules a request that starts now runs.</summary>
    public RuleSet Current => Volatile.Read(ref _current);

    /// <summary>Puts <paramref name="next"/> in force for the requests that start from now on.</summary>
    public void Publish(RuleSet next) => Volatile.Write(ref _current, next);
}
