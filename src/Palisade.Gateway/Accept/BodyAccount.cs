namespace Palisade.Gateway.Accept;

/// <summary>What became of one body: how much of it passed, and how much the rules saw.</summary>
internal sealed class BodyAccount
{
    /// <summary>Bytes that came, as they were on the wire.</summary>
    public long Bytes { get; set; }

    /// <summary>The first of them, which the rules saw.</summary>
    public long Inspected { get; set; }

    /// <summary>The first bytes as the rules saw them, unpacked; valid as long as the exchange.</summary>
    public ReadOnlyMemory<byte> Seen { get; set; }

    /// <summary>True when all of it was read before anything was sent on.</summary>
    public bool Held { get; set; }

    /// <summary>Why the rules did not see the rest; null while there is none.</summary>
    public UninspectedReason? Why { get; private set; }

    /// <summary>Bytes that no rule saw.</summary>
    public long Uninspected => Why is null ? 0 : Math.Max(0, Bytes - Inspected);

    /// <summary>Says that something goes unseen; the first reason stands.</summary>
    public void Skip(UninspectedReason why) => Why ??= why;
}
