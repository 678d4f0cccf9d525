using Palisade.Trust.Identities;
using Palisade.Trust.Signatures;
using Palisade.Trust.Snapshots.Manifests;

namespace Palisade.Trust.Delivery;

/// <summary>An object that a gateway does not serve as it was written.</summary>
/// <param name="Field">The path of the field.</param>
/// <param name="Kept">Whether the last good one is served in its place.</param>
public sealed record ReportedFault(string Kind, string Namespace, string Name, string Field, string Message, bool Kept);

/// <summary>What a gateway says of one tenant.</summary>
/// <param name="Position">Of the snapshot in force; the default value for none.</param>
/// <param name="Problem">Why there is no newer one in force, such as a snapshot that is not signed; empty for nothing.</param>
/// <param name="RefusedInAll">How many objects are refused; <paramref name="Refused"/> has the first of them.</param>
public sealed record ReportedTenant(string Tenant, SnapshotPosition Position, string Problem, int RefusedInAll, IReadOnlyList<ReportedFault> Refused);

/// <summary>What a gateway says of itself: its software, and of each tenant what is in force.</summary>
/// <remarks>
/// <c>version(text) count(4) { tenant(text) epoch(8) revision(8) problem(text) all(4) count(4) { kind namespace name field message (texts) kept(1) }* }*</c>
/// </remarks>
public sealed record GatewayReport(string Version, IReadOnlyList<ReportedTenant> Tenants)
{
    /// <summary>Longest report, in bytes.</summary>
    public const int MostBytes = 4 * 1024 * 1024;

    /// <summary>Most refused objects that are told of one tenant.</summary>
    public const int MostRefused = 100;

    /// <summary>Longest text of a reason, in bytes; longer ones are cut.</summary>
    public const int MostText = 1024;

    /// <summary>The bytes. More than fits is left out: <see cref="ReportedTenant.RefusedInAll"/> still tells how many there are.</summary>
    public byte[] Write()
    {
        var writer = new CanonicalWriter().Text(Cut(Version)).U32(Tenants.Count);
        var room = MostBytes / 2 / (6 * MostText);
        foreach (var tenant in Tenants)
        {
            ReportedFault[] told = [.. tenant.Refused.Take(Math.Min(MostRefused, room))];
            room -= told.Length;
            writer.Text(tenant.Tenant).U64(tenant.Position.Epoch).U64(tenant.Position.Revision).Text(Cut(tenant.Problem)).U32(tenant.RefusedInAll).U32(told.Length);
            foreach (var one in told)
                writer.Text(Cut(one.Kind)).Text(Cut(one.Namespace)).Text(Cut(one.Name)).Text(Cut(one.Field)).Text(Cut(one.Message)).U8(one.Kept ? 1 : 0);
        }

        return writer.Written.ToArray();
    }

    /// <summary>Reads one; null when it is damaged.</summary>
    public static GatewayReport? TryRead(ReadOnlySpan<byte> bytes)
    {
        var reader = new CanonicalReader(bytes);
        var version = reader.Text(MostText);
        List<ReportedTenant> tenants = [];
        for (var left = reader.Count32(FollowRequest.MostTenants); left > 0 && !reader.Failed; left--) tenants.Add(ReadTenant(ref reader));
        return reader.AtEnd ? new(version, tenants) : null;
    }

    private static ReportedTenant ReadTenant(ref CanonicalReader reader)
    {
        var (at, tenant) = (reader.Position, reader.Text(IdentityText.MostInSegment));
        if (!Identity.IsSegment(tenant)) reader.Fail(at);
        var (position, problem, all) = (new SnapshotPosition(reader.U64(), reader.U64()), reader.Text(MostText), reader.Count32(int.MaxValue));
        List<ReportedFault> refused = [];
        for (var left = reader.Count32(MostRefused); left > 0 && !reader.Failed; left--)
            refused.Add(new(reader.Text(MostText), reader.Text(MostText), reader.Text(MostText), reader.Text(MostText), reader.Text(MostText), reader.U8() is 1));
        return new(tenant, position, problem, all, refused);
    }

    // By characters first, which is never more bytes than allowed: four for each at most.
    private static string Cut(string text)
    {
        const int most = MostText / 4;
        if (text.Length <= most) return text;
        return char.IsHighSurrogate(text[most - 1]) ? text[..(most - 1)] : text[..most];
    }
}
