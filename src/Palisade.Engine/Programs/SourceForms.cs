using System.Collections.Immutable;

namespace Palisade.Engine.Programs;

/// <summary>
/// What rules make of the values of a source. Of a value most chains change nothing, or begin with steps that do not: what is left of all of them depends on the value's
/// signature (<see cref="TriggerTable"/>) alone, is worked out once for each of the signatures that come first, and is little.
/// </summary>
internal sealed class SourceForms
{
    // There are as many as kinds of text: plain words, words with blanks, paths.
    private const int MostSignatures = 64;
    private const int MostTries = 8;
    private const ulong Multiplier = 0x9E37_79B9_7F4A_7C15;
    private const int HashShift = 58;

    private readonly ImmutableArray<SourceForm> _all;
    private readonly Left?[] _left;

    /// <param name="all">Each chain once; that without steps too, where rules read values as they are.</param>
    public SourceForms(ImmutableArray<SourceForm> all)
    {
        _all = all;
        _left = all.All(f => f.Chain.IsEmpty) ? [] : new Left?[MostSignatures];
        AsIs = Joined(all);
    }

    /// <summary>Of a source that no rule transforms.</summary>
    public static SourceForms None { get; } = new([]);

    /// <summary>All of them.</summary>
    public ImmutableArray<SourceForm> All => _all;

    /// <summary>What is asked of a value as it is: rules for which their chains change nothing read it so.</summary>
    public FormConditions AsIs { get; }

    /// <summary>Those that may change a value with a signature, and maybe others.</summary>
    public ReadOnlySpan<SourceForm> For(ulong signature)
    {
        if (_left.Length == 0) return [];
        var first = (int)((signature * Multiplier) >> HashShift);
        for (var i = 0; i < MostTries; i++)
        {
            ref var place = ref _left[(first + i) % MostSignatures];
            var left = Volatile.Read(ref place);
            if (left is null)
            {
                left = new(signature, Reduce(signature));
                Volatile.Write(ref place, left);
            }

            if (left.Signature == signature) return left.Forms.AsSpan();
        }

        return _all.AsSpan();
    }

    // The chains without the steps at their beginning that change nothing. Many become the same.
    private ImmutableArray<SourceForm> Reduce(ulong signature)
    {
        var forms = new List<GatheredForm>();
        foreach (var form in _all)
        {
            var first = form.Chain.FirstActive(signature);
            if (first == form.Chain.Steps.Length) continue;
            var steps = form.Chain.Steps[first..];
            var same = forms.FindIndex(f => f.Chain.Every == form.Chain.Every && f.Chain.Steps.SequenceEqual(steps, ChainStep.ByDeed));
            if (same >= 0) forms[same].Add(form);
            else forms.Add(new(form with { Chain = new(steps, form.Chain.Every) }));
        }

        // What most is asked of comes first: see TextStore.Look.
        return [.. forms.Select(f => f.Finish()).OrderByDescending(f => f.Conditions.All.Length)];
    }

    private static FormConditions Joined(ImmutableArray<SourceForm> all)
    {
        if (all.IsEmpty) return new([]);
        var joined = new GatheredForm(all[0]);
        foreach (var form in all.AsSpan(1..)) joined.Add(form);
        return joined.Finish().Conditions;
    }

    private sealed record Left(ulong Signature, ImmutableArray<SourceForm> Forms);
}
