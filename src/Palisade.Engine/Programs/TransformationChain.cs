using System.Collections.Immutable;
using Palisade.Engine.Patterns.Syntax;
using Palisade.Engine.Transformations;

namespace Palisade.Engine.Programs;

/// <summary>The transformations of a rule, with what tells that they would change nothing.</summary>
internal sealed class TransformationChain
{
    private readonly bool _always;

    public TransformationChain(ImmutableArray<Transformation> steps, bool every)
    {
        Steps = steps;
        Every = every;
        foreach (var step in steps) Triggers |= step.Triggers;
        _always = Triggers == ByteSet.All;
    }

    /// <summary>In order.</summary>
    public ImmutableArray<Transformation> Steps { get; }

    /// <summary><c>multiMatch</c>: the value before, between and after the steps counts, each time it changes.</summary>
    public bool Every { get; }

    /// <summary>Whether there is nothing to do.</summary>
    public bool IsEmpty => Steps.IsEmpty;

    /// <summary>A value with none of these bytes passes every step unchanged.</summary>
    public ByteSet Triggers { get; }

    /// <summary>Whether a value with these bytes surely passes unchanged. Some steps, as <c>length</c>, change even a value without bytes.</summary>
    public bool Keeps(in ByteSet present) => !_always && !Triggers.Overlaps(present);
}
