namespace Palisade.Engine.Programs;

/// <summary>What is known of TX at a place of the rules. At the start of a transaction there is nothing in it.</summary>
/// <param name="prefixes">What the names begin with that rules put together while a request runs: of those nothing is ever known.</param>
internal sealed class TxFacts(IReadOnlyCollection<string> prefixes)
{
    private const int LastCapture = 9;

    private Dictionary<int, TxFact> _facts = [];

    /// <summary>What is known of a variable.</summary>
    public TxFact Of(int number, string name) => IsKnowable(number, name) ? _facts.GetValueOrDefault(number) : TxFact.Unknown;

    /// <summary>A copy that changes apart.</summary>
    public TxFacts Copy() => new(prefixes) { _facts = new(_facts) };

    /// <summary>Takes in a change that surely happens.</summary>
    public void Set(int number, TxFact fact) => _facts[number] = fact;

    /// <summary>Takes in a change that may happen.</summary>
    public void Weaken(int number, TxFact fact) => _facts[number] = _facts.GetValueOrDefault(number).Or(fact);

    /// <summary>Where another way meets this one.</summary>
    public void Join(TxFacts other)
    {
        foreach (var (number, fact) in other._facts) Weaken(number, fact);
        foreach (var number in _facts.Keys)
        {
            if (!other._facts.ContainsKey(number)) Weaken(number, default);
        }
    }

    // Captures have the numbers 0 to 9; any rule may set them.
    private bool IsKnowable(int number, string name)
    {
        if (number <= LastCapture) return false;
        foreach (var prefix in prefixes)
        {
            if (name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)) return false;
        }

        return true;
    }
}
