namespace Palisade.Ftw.Templates;

/// <summary>Ends a rendering that runs or works without end: loops over loops, and long texts made again and again.</summary>
internal sealed class TemplateBudget
{
    /// <summary>Most nodes and functions that are run.</summary>
    private const int MaxSteps = 1_000_000;

    /// <summary>Most bytes that functions are given and give back, all together.</summary>
    private const long MaxWork = 16L * GoTemplate.MaxBytes;

    private int _steps;
    private long _work;

    /// <summary>Counts a node or a function.</summary>
    public void Step()
    {
        if (++_steps > MaxSteps) throw new TemplateFaultException("runs too long");
    }

    /// <summary>Counts a value that goes into a function or comes out of one.</summary>
    public void Charge(object? value)
    {
        _work += value switch
        {
            string text => text.Length,
            IReadOnlyList<object?> list => list.Count * 16L,
            _ => 0,
        };
        if (_work > MaxWork) throw new TemplateFaultException("works on too much text");
    }
}
