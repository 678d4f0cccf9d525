using System.Buffers;
using Palisade.Engine.Patterns.Syntax;
using Palisade.Engine.Transformations;

namespace Palisade.Engine.Programs;

/// <summary>One step of a chain.</summary>
internal sealed class ChainStep
{
    /// <param name="transformation">What it does.</param>
    /// <param name="triggers">A value of one byte or more with none of these stays as it is, as far as the step counts.</param>
    /// <param name="table">Numbers them.</param>
    public ChainStep(Transformation transformation, in ByteSet triggers, TriggerTable table)
    {
        Transformation = transformation;
        Mask = triggers == ByteSet.Empty ? 0 : table.BitOf(triggers);
        Key = triggers == transformation.Triggers ? transformation.Name : "~" + transformation.Name;
        KeepsEmpty = !transformation.Apply([], new ArrayBufferWriter<byte>());
    }

    /// <summary>What it does.</summary>
    public Transformation Transformation { get; }

    /// <summary>The bit of its triggers: a value without it stays as it is.</summary>
    public ulong Mask { get; }

    /// <summary>Whether a value without bytes stays as it is.</summary>
    public bool KeepsEmpty { get; }

    /// <summary>Steps are the same when they do the same where they act at all.</summary>
    public static IEqualityComparer<ChainStep> ByDeed { get; } =
        EqualityComparer<ChainStep>.Create((a, b) => ReferenceEquals(a!.Transformation, b!.Transformation) && a.Mask == b.Mask, s => s.Mask.GetHashCode());

    /// <summary>Whether it counts for nothing.</summary>
    public bool IsIdle => Mask == 0;

    /// <summary>What tells it from other steps of the same rule set.</summary>
    public string Key { get; }
}
