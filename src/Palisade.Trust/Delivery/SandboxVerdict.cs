using Palisade.Trust.Identities;
using Palisade.Trust.Signatures;
using Palisade.Trust.Snapshots.Manifests;

namespace Palisade.Trust.Delivery;

/// <summary>How a snapshot fared in a sandbox. Closed: these and no other.</summary>
public enum SandboxOutcome
{
    /// <summary>It was made ready and asked, and nothing broke.</summary>
    Passed = 0,

    /// <summary>The process that tried it ended.</summary>
    Crashed = 1,

    /// <summary>It was not done within the time limit.</summary>
    Hung = 2,

    /// <summary>It took more memory than the limit.</summary>
    Bloated = 3,

    /// <summary>The engine failed on a sample request: a gateway would answer 503.</summary>
    Failed = 4,
}

/// <summary>A sample request that fares otherwise than before.</summary>
/// <param name="Site">The site that was asked, as <c>namespace/name</c>; with its tenant before that where it is another.</param>
/// <param name="Sample">The name of the sample.</param>
/// <param name="Blocks">Whether it would now be blocked; otherwise it is no longer.</param>
/// <param name="Ordinary">Whether it is a request as ordinary users send it.</param>
/// <param name="Rules">The rules that matched: of the new configuration where it blocks, of the old one where it does no longer.</param>
public sealed record SampleChange(string Site, string Sample, bool Blocks, bool Ordinary, string Rules);

/// <summary>What a sandbox says of one snapshot.</summary>
/// <remarks>
/// <c>tenant(text) epoch(8) revision(8) outcome(1) reason(text) milliseconds(4) compared(1) sites(4) asked(4) requests(4) objects(4) count(4) object(text)* changes(4)
/// count(4) { site sample rules (texts) flags(1) }*</c>
/// </remarks>
public sealed record SandboxVerdict(string Tenant, SnapshotPosition Position, SandboxOutcome Outcome, string Reason)
{
    /// <summary>Longest form, in bytes.</summary>
    public const int MostBytes = 1024 * 1024;

    /// <summary>Most objects, and most changes, that are told; how many there are in all is told too.</summary>
    public const int MostListed = 100;

    /// <summary>Longest text, in bytes; longer ones are cut.</summary>
    public const int MostText = 1024;

    /// <summary>How long it took.</summary>
    public int Milliseconds { get; init; }

    /// <summary>Whether there was a good snapshot to compare with.</summary>
    public bool Compared { get; init; }

    /// <summary>Sites that the change touched.</summary>
    public int Sites { get; init; }

    /// <summary>How many of them were asked.</summary>
    public int SitesAsked { get; init; }

    /// <summary>Sample requests that were sent.</summary>
    public int Requests { get; init; }

    /// <summary>Objects that differ from the last good snapshot.</summary>
    public int ObjectsInAll { get; init; }

    /// <summary>The first of them, as <c>kind namespace/name</c>.</summary>
    public IReadOnlyList<string> Objects { get; init; } = [];

    /// <summary>Sample requests that fare otherwise.</summary>
    public int ChangesInAll { get; init; }

    /// <summary>The first of them.</summary>
    public IReadOnlyList<SampleChange> Changes { get; init; } = [];

    /// <summary>The bytes.</summary>
    public byte[] Write()
    {
        var writer = new CanonicalWriter().Text(Tenant).U64(Position.Epoch).U64(Position.Revision).U8((int)Outcome).Text(Cut(Reason)).U32(Milliseconds).U8(Compared ? 1 : 0)
            .U32(Sites).U32(SitesAsked).U32(Requests).U32(ObjectsInAll).U32(Math.Min(Objects.Count, MostListed));
        foreach (var one in Objects.Take(MostListed)) writer.Text(Cut(one));
        writer.U32(ChangesInAll).U32(Math.Min(Changes.Count, MostListed));
        foreach (var one in Changes.Take(MostListed)) writer.Text(Cut(one.Site)).Text(Cut(one.Sample)).Text(Cut(one.Rules)).U8((one.Blocks ? 1 : 0) | (one.Ordinary ? 2 : 0));
        return writer.Written.ToArray();
    }

    /// <summary>Reads one; null when it is damaged.</summary>
    public static SandboxVerdict? TryRead(ReadOnlySpan<byte> bytes)
    {
        var reader = new CanonicalReader(bytes);
        var (tenant, position, outcome, reason) = (reader.Text(IdentityText.MostInSegment), new SnapshotPosition(reader.U64(), reader.U64()), (SandboxOutcome)reader.U8(), reader.Text(MostText));
        var verdict = new SandboxVerdict(tenant, position, outcome, reason)
        {
            Milliseconds = reader.Count32(int.MaxValue),
            Compared = reader.U8() is 1,
            Sites = reader.Count32(int.MaxValue),
            SitesAsked = reader.Count32(int.MaxValue),
            Requests = reader.Count32(int.MaxValue),
            ObjectsInAll = reader.Count32(int.MaxValue),
            Objects = ReadObjects(ref reader),
            ChangesInAll = reader.Count32(int.MaxValue),
            Changes = ReadChanges(ref reader),
        };
        return reader.AtEnd && Enum.IsDefined(outcome) && Identity.IsSegment(tenant) ? verdict : null;
    }

    private static List<string> ReadObjects(ref CanonicalReader reader)
    {
        List<string> objects = [];
        for (var left = reader.Count32(MostListed); left > 0 && !reader.Failed; left--) objects.Add(reader.Text(MostText));
        return objects;
    }

    private static List<SampleChange> ReadChanges(ref CanonicalReader reader)
    {
        List<SampleChange> changes = [];
        for (var left = reader.Count32(MostListed); left > 0 && !reader.Failed; left--)
        {
            var (site, sample, rules, flags) = (reader.Text(MostText), reader.Text(MostText), reader.Text(MostText), reader.U8());
            changes.Add(new(site, sample, (flags & 1) is not 0, (flags & 2) is not 0, rules));
        }

        return changes;
    }

    // By characters first, which is never more bytes than allowed: four for each at most.
    private static string Cut(string text)
    {
        const int most = MostText / 4;
        if (text.Length <= most) return text;
        return char.IsHighSurrogate(text[most - 1]) ? text[..(most - 1)] : text[..most];
    }
}
