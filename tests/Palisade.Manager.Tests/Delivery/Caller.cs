using System.Net;
using System.Net.Sockets;
using Palisade.Manager.Enrolment;
using Palisade.Trust.Authority;
using Palisade.Trust.Identities;
using Palisade.Trust.Keys;
using Palisade.Trust.Validation;

namespace Palisade.Manager.Tests.Delivery;

/// <summary>Asks a manager with whatever identity a test gives it.</summary>
internal sealed class Caller : IDisposable
{
    private readonly HttpClient _client;

    public Caller(ManagerTrust trust, IPEndPoint at, Identity who, CertificateUse use = CertificateUse.Connection, IssuingAuthority? authority = null)
    {
        Identity = Issue(authority ?? trust.Issuing, who, use);
        var validator = new PeerValidator(trust.Anchors, trust.Revocations, TimeProvider.System) { WhenListsAreStale = StaleLists.Accept };
        var tls = new MutualTls(new LiveIdentity(Identity), validator, _ => { }).ForClient(new PeerExpectation(Role.Manager));
        var handler = new SocketsHttpHandler
        {
            SslOptions = tls,
            ConnectCallback = async (_, stop) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync(at, stop);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
        _client = new(handler) { BaseAddress = new("https://manager.invalid"), DefaultRequestVersion = HttpVersion.Version20, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };
    }

    public KeyedCertificate Identity { get; }

    /// <summary>The status and the body; null when the manager does not let it in.</summary>
    public async Task<(HttpStatusCode Status, byte[] Body)?> AskAsync(string path, byte[]? body = null)
    {
        try
        {
            using var answer = body is null ? await _client.GetAsync(path) : await _client.PostAsync(path, new ByteArrayContent(body));
            return (answer.StatusCode, await answer.Content.ReadAsByteArrayAsync());
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    public void Dispose() => _client.Dispose();

    private static KeyedCertificate Issue(IssuingAuthority authority, Identity who, CertificateUse use)
    {
        using var key = SigningRequest.CreateKey();
        Assert.True(SigningRequest.TryRead(SigningRequest.Create(key), out var request, out _));
        Assert.True(authority.TryIssue(who, request, use, out var issued, out var refusal), refusal?.Reason);
        return issued.TryJoin(key)!;
    }
}
