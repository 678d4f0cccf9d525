using System.Collections.Immutable;

namespace Palisade.Engine.Programs;

/// <summary>The transformations of a rule, with what tells that they would change nothing.</summary>
internal sealed class TransformationChain
{
    // The bits of each step and of all behind it.
    private readonly ulong[] _masks;

    public TransformationChain(ImmutableArray<ChainStep> steps, bool every)
    {
        (Steps, Every, _masks) = (steps, every, new ulong[steps.Length + 1]);
        for (var step = steps.Length - 1; step >= 0; step--) _masks[step] = _masks[step + 1] | steps[step].Mask;
    }

    /// <summary>In order.</summary>
    public ImmutableArray<ChainStep> Steps { get; }

    /// <summary><c>multiMatch</c>: the value before, between and after the steps counts, each time it changes.</summary>
    public bool Every { get; }

    /// <summary>Whether there is nothing to do.</summary>
    public bool IsEmpty => Steps.IsEmpty;

    /// <summary>Whether a value surely passes unchanged. Some steps, as <c>length</c>, change even a value without bytes.</summary>
    /// <param name="signature">What <see cref="TriggerTable"/> says of it.</param>
    public bool Keeps(ulong signature) => Keeps(signature, from: 0);

    /// <summary>The same of what the steps before <paramref name="from"/> made of a value.</summary>
    public bool Keeps(ulong signature, int from) => (signature & _masks[from]) == 0;

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
