using Palisade.Trust.Chains;
using Palisade.Trust.Disk;
using Palisade.Trust.Enrolment;
using Palisade.Trust.Identities;
using Palisade.Trust.Keys;
using Palisade.Trust.Revocation;
using Palisade.Trust.Sealing;
using Palisade.Trust.Validation;

namespace Palisade.Cli.Following;

/// <summary>Who this gateway is, whom it believes, what was taken back, and the sealing keys it was given: all of it from its disk, so that it starts without a manager.</summary>
internal sealed class GatewayIdentity : IDisposable
{
    private readonly FollowOptions _options;
    private readonly KeyProtection _protection;

    private GatewayIdentity(FollowOptions options, KeyProtection protection, KeyedCertificate certificate, TrustAnchors anchors, TimeProvider clock)
    {
        (_options, _protection, Anchors) = (options, protection, anchors);
        Live = new(certificate);
        Revocations = new(anchors, clock);
        Lists = new(Path.Combine(options.Folder, "revoked"), Revocations);
        ListFaults = Lists.Load();
        Sealing = new(Path.Combine(options.Folder, "sealing"), protection);
        Expires = CertificateLife.Of(certificate.Leaf).End;
    }

    /// <summary>What TLS shows.</summary>
    public LiveIdentity Live { get; }

    /// <summary>When the certificate ends.</summary>
    public DateTimeOffset Expires { get; private set; }

    /// <summary>The roots.</summary>
    public TrustAnchors Anchors { get; }

    /// <summary>What was taken back.</summary>
    public Revocations Revocations { get; }

    /// <summary>Where the lists are kept.</summary>
    public RevocationFiles Lists { get; }

    /// <summary>What was wrong with kept lists.</summary>
    public IReadOnlyList<string> ListFaults { get; }

    /// <summary>The sealing keys.</summary>
    public SealingKeys Sealing { get; }

    /// <summary>Opens what is on the disk; where there is no identity, enrols with the ticket, and waits for the manager as long as that takes.</summary>
    /// <exception cref="IOException">There is neither an identity nor a good ticket, the manager refuses it, or a file cannot be opened; the message says which.</exception>
    public static async Task<GatewayIdentity> OpenAsync(FollowOptions options, TimeProvider clock, Action<string> note, CancellationToken stop)
    {
        Directory.CreateDirectory(options.Folder, AtomicFile.PrivateFolder);
        KeyProtection.CreateKeyFile(options.KeyPath);
        if (!KeyProtection.TryFromKeyFile(options.KeyPath, out var protection, out var refusal)) throw new IOException(refusal.Reason);
        if (!File.Exists(FileOf(options))) await EnrolAsync(options, protection, clock, note, stop);
        if (!CertificateFile.TryRead(FileOf(options), protection, out var certificate, out refusal)) throw new IOException(refusal.Reason);
        if (!IdentityExtension.TryRead(certificate.Leaf, out var identity, out var fault)) throw new IOException($"'{FileOf(options)}': {fault}");
        var anchors = TrustAnchors.TryRead(identity.Domain, RootOf(options)) ?? throw new IOException($"'{RootOf(options)}' does not hold the roots.");
        return new(options, protection, certificate, anchors, clock);
    }

    /// <summary>Enrols anew, with the ticket: for one whose certificate ended while no manager was there.</summary>
    public async Task EnrolAgainAsync(TimeProvider clock, CancellationToken stop)
    {
        var (certificate, _) = await new Enroller(_options, clock).EnrolAsync(Ticket(_options), stop);
        if (!IdentityExtension.TryRead(certificate.Leaf, out var who, out _) || who.Group != Live.Identity.Group || who.Tenant != Live.Identity.Tenant)
            throw new IOException("The ticket is for another tenant or group than this gateway is of; with an empty data folder it would become that.");
        Replace(certificate);
    }

    /// <summary>Uses another certificate from now on, once it is on the disk.</summary>
    public void Replace(KeyedCertificate next)
    {
        CertificateFile.Write(FileOf(_options), next, _protection);
        Live.Replace(next);
        Expires = CertificateLife.Of(next.Leaf).End;
    }

    /// <inheritdoc/>
    public void Dispose() => _protection.Dispose();

    private static async Task EnrolAsync(FollowOptions options, KeyProtection protection, TimeProvider clock, Action<string> note, CancellationToken stop)
    {
        var (ticket, enroller, pause) = (Ticket(options), new Enroller(options, clock), new Pause(options.FirstPause, options.LongestPause));
        while (true)
        {
            stop.ThrowIfCancellationRequested();
            try
            {
                var (certificate, anchors) = await enroller.EnrolAsync(ticket, stop);
                anchors.Write(RootOf(options));
                // Last: where it is, the roots are.
                CertificateFile.Write(FileOf(options), certificate, protection);
                return;
            }
            catch (HttpRequestException refused) when (refused.StatusCode is { } status && (int)status is >= 400 and < 500 and not 429)
            {
                throw new IOException(refused.Message, refused);
            }
            catch (Exception fault) when (fault is HttpRequestException or HttpIOException or TimeoutException)
            {
                note($"The manager cannot be enrolled with yet: {fault.Message}");
            }

            await pause.WaitAsync(stop);
        }
    }

    private static EnrolmentTicket Ticket(FollowOptions options)
    {
        if (options.TicketFile is null) throw new IOException($"There is no identity in '{options.Folder}', and no ticket to enrol with.");
        return EnrolmentTicket.TryRead(options.TicketFile, out var ticket, out var fault) ? ticket : throw new IOException(fault);
    }

    private static string FileOf(FollowOptions options) => Path.Combine(options.Folder, "identity.pem");

    private static string RootOf(FollowOptions options) => Path.Combine(options.Folder, "root.pem");
}
