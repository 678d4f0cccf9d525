using System.Collections.Immutable;
using Palisade.Engine.Patterns.Syntax;
using Palisade.Engine.Transformations;

namespace Palisade.Engine.Programs;

/// <summary>The transformations of a rule, with what tells that they would change nothing.</summary>
internal sealed class TransformationChain
{
    private readonly ByteSet _triggers;
    private readonly bool _always;

    public TransformationChain(ImmutableArray<Transformation> steps, bool every)
    {
        Steps = [.. steps.Select(s => new ChainStep(s))];
        Every = every;
        foreach (var step in Steps) _triggers |= step.Triggers;
        _always = _triggers == ByteSet.All;
    }

    /// <summary>In order.</summary>
    public ImmutableArray<ChainStep> Steps { get; }

    /// <summary><c>multiMatch</c>: the value before, between and after the steps counts, each time it changes.</summary>
    public bool Every { get; }

    /// <summary>Whether there is nothing to do.</summary>
    public bool IsEmpty => Steps.IsEmpty;

    /// <summary>Whether a value with these bytes surely passes unchanged. Some steps, as <c>length</c>, change even a value without bytes.</summary>
    public bool Keeps(in ByteSet present) => !_always && !_triggers.Overlaps(present);

    /// <summary>The first step that may change a value with these bytes; the number of steps when none may.</summary>
    public int FirstActive(in ByteSet present)
    {
        var step = 0;
        while (step < Steps.Length && Steps[step].Keeps(present)) step++;
        return step;
    }
}

/// <summary>One step of a chain.</summary>
internal sealed class ChainStep(Transformation transformation)
{
    private readonly bool _always = transformation.Triggers == ByteSet.All;

    /// <summary>What it does.</summary>
    public Transformation Transformation => transformation;

    /// <summary>A value of one byte or more with none of these stays as it is.</summary>
    public ByteSet Triggers { get; } = transformation.Triggers;

    /// <summary>Whether a value with these bytes surely stays as it is.</summary>
    public bool Keeps(in ByteSet present) => !_always && !Triggers.Overlaps(present);
}
