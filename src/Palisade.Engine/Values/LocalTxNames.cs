using System.Text;
using Palisade.Engine.Programs;
using Palisade.Engine.Rules;

namespace Palisade.Engine.Values;

/// <summary>
/// Names of TX variables that requests put together (<c>setvar:tx.seen_%{args.x}=1</c>), with negative numbers. Most are the same from one request to
/// the next, so that they are kept, up to a bound.
/// </summary>
internal sealed class LocalTxNames
{
    // A name of a request is about 100 bytes with what it takes to keep it.
    private const int Kept = 1024;
    private const int LongestOnStack = 256;
    private const int MostSelectors = 32;
    private const int KeptVariables = 64;

    // As written, and without regard to case: two spellings are one variable.
    private readonly Dictionary<string, (string Name, int Number)> _written = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _numbers = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<TxNameFilter, LocalTxAnswers> _answers = [];
    private readonly (NamedVariable? Of, int Number)[] _variables = new (NamedVariable?, int)[KeptVariables];
    private int _namesOfRules;

    /// <summary>The number of a name that this request has put together.</summary>
    public bool TryFind(string name, out int number) => _numbers.TryGetValue(name, out number);

    /// <summary>The number of a name, and the name itself.</summary>
    public int NumberOf(ReadOnlySpan<byte> name, out string written)
    {
        Span<char> wide = name.Length <= LongestOnStack ? stackalloc char[LongestOnStack] : new char[name.Length];
        wide = wide[..Encoding.Latin1.GetChars(name, wide)];
        if (_written.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(wide, out var known))
        {
            written = known.Name;
            return known.Number;
        }

        written = wide.ToString();
        if (!_numbers.TryGetValue(written, out var number) && !TxNames.TryFind(written, out number)) _numbers[written] = number = -1 - _numbers.Count;
        _written[written] = (written, number);
        return number;
    }

    /// <summary>The number of a name that was put together for many requests.</summary>
    public int NumberOf(NamedVariable variable)
    {
        ref var known = ref _variables[variable.Number % KeptVariables];
        if (!ReferenceEquals(known.Of, variable)) known = (variable, NumberOf(variable.NameBytes, out _));
        return known.Number;
    }

    /// <summary>What is known of the names for a selector.</summary>
    public LocalTxAnswers AnswersOf(TxNameFilter filter) => _answers.TryGetValue(filter, out var known) ? known : _answers[filter] = new(filter);

    /// <summary>Between transactions: forgets the names when they are many, or when rules that were loaded meanwhile may have numbered one of them.</summary>
    public void Trim()
    {
        if (_written.Count <= Kept && _answers.Count <= MostSelectors && _namesOfRules == TxNames.Count) return;
        _written.Clear();
        _numbers.Clear();
        _answers.Clear();
        Array.Clear(_variables);
        _namesOfRules = TxNames.Count;
    }
}
