namespace Palisade.Engine.Programs;

/// <summary>What is known of a TX variable at a place of the rules, whatever the request is. The default value: it is not there.</summary>
/// <param name="Kind">How much is known.</param>
/// <param name="Value">The value, where it is known.</param>
internal readonly record struct TxFact(TxFactKind Kind, byte[]? Value = null)
{
    /// <summary>Nothing is known.</summary>
    public static TxFact Unknown => new(TxFactKind.Unknown);

    /// <summary>It is there, with some value.</summary>
    public static TxFact Present => new(TxFactKind.Present);

    /// <summary>Whether it is there; null when that is not known.</summary>
    public bool? IsThere => Kind switch
    {
        TxFactKind.Absent => false,
        TxFactKind.Unknown => null,
        _ => true,
    };

    /// <summary>What is known where two ways meet.</summary>
    public TxFact Or(in TxFact other)
    {
        if (Kind == other.Kind && (Kind is not TxFactKind.Known || Value.AsSpan().SequenceEqual(other.Value))) return this;
        return IsThere is true && other.IsThere is true ? Present : Unknown;
    }
}

/// <summary>How much is known of a TX variable.</summary>
internal enum TxFactKind
{
    /// <summary>It is not there.</summary>
    Absent,

    /// <summary>It is there, with this value.</summary>
    Known,

    /// <summary>It is there.</summary>
    Present,

    /// <summary>Nothing.</summary>
    Unknown,
}
