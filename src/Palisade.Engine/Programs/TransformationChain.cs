using System.Collections.Immutable;

namespace Palisade.Engine.Programs;

/// <summary>The transformations of a rule, with what tells that they would change nothing.</summary>
internal sealed class TransformationChain
{
    private readonly ulong _mask;

    public TransformationChain(ImmutableArray<ChainStep> steps, bool every)
    {
        (Steps, Every) = (steps, every);
        foreach (var step in steps) _mask |= step.Mask;
    }

    /// <summary>In order.</summary>
    public ImmutableArray<ChainStep> Steps { get; }

    /// <summary><c>multiMatch</c>: the value before, between and after the steps counts, each time it changes.</summary>
    public bool Every { get; }

    /// <summary>Whether there is nothing to do.</summary>
    public bool IsEmpty => Steps.IsEmpty;

    /// <summary>Whether a value surely passes unchanged. Some steps, as <c>length</c>, change even a value without bytes.</summary>
    /// <param name="signature">What <see cref="TriggerTable"/> says of it.</param>
    public bool Keeps(ulong signature) => (signature & _mask) == 0;

    /// <summary>The first step that may change a value; the number of steps when none may.</summary>
    /// <param name="signature">What <see cref="TriggerTable"/> says of it, or of several values together.</param>
    public int FirstActive(ulong signature)
    {
        if (Keeps(signature)) return Steps.Length;
        var step = 0;
        while ((signature & Steps[step].Mask) == 0) step++;
        return step;
    }
}
