using System.Buffers;
using System.Collections.Immutable;
using Palisade.Engine.Transformations;

namespace Palisade.Engine.Evaluation;

/// <summary>Applies the transformations of a rule to a value.</summary>
internal sealed class TransformationRun
{
    private readonly List<ReadOnlyMemory<byte>> _candidates = [];

    /// <summary>The value after all transformations; with <paramref name="every"/> (multiMatch), the value itself and each changed step.</summary>
    /// <returns>Valid until the next call.</returns>
    public IReadOnlyList<ReadOnlyMemory<byte>> Apply(ReadOnlyMemory<byte> value, ImmutableArray<Transformation> chain, bool every)
    {
        _candidates.Clear();
        if (every) _candidates.Add(value);
        foreach (var transformation in chain)
        {
            var output = new ArrayBufferWriter<byte>(Math.Max(value.Length, 16));
            if (!transformation.Apply(value.Span, output)) continue;
            value = output.WrittenMemory;
            if (every) _candidates.Add(value);
        }

        if (!every) _candidates.Add(value);
        return _candidates;
    }
}
