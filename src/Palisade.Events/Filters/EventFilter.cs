namespace Palisade.Events.Filters;

/// <summary>
/// Chooses events: <c>action=blocked client=10.0.0.0/8 rule=942100-942999 path=/login* since=10m</c>. All terms must hold; a comma
/// separates alternatives, <c>*</c> stands for any text, <c>!=</c> negates, numbers also take <c>&gt;= &lt;= &gt; &lt;</c>, and a value with
/// blanks stands in double quotes. Immutable.
/// </summary>
public sealed class EventFilter
{
    /// <summary>Takes every event.</summary>
    public static readonly EventFilter All = new([]);

    private readonly IReadOnlyList<Func<SecurityEvent, bool>> _tests;

    private EventFilter(IReadOnlyList<Func<SecurityEvent, bool>> tests) => _tests = tests;

    /// <summary>The fields that can be named, in alphabetical order.</summary>
    public static IReadOnlyList<string> Fields => [.. FilterFields.Names];

    /// <summary>Reads an expression.</summary>
    /// <param name="expression">Terms separated by blanks; empty takes every event.</param>
    /// <param name="clock">What <c>since=10m</c> counts from.</param>
    /// <returns>The filter, or what is wrong in one sentence: one of the two is null.</returns>
    public static (EventFilter? Filter, string? Error) Parse(string expression, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(expression);
        var (terms, error) = FilterTerm.Split(expression);
        if (error is not null) return (null, error);

        var tests = new List<Func<SecurityEvent, bool>>();
        foreach (var term in terms)
        {
            var (test, fault) = FilterFields.Understand(term, clock);
            if (test is null) return (null, fault);
            tests.Add(test);
        }

        return (new EventFilter(tests), null);
    }

    /// <summary>Whether an event passes.</summary>
    public bool Matches(SecurityEvent what)
    {
        foreach (var test in _tests)
        {
            if (!test(what)) return false;
        }

        return true;
    }
}
