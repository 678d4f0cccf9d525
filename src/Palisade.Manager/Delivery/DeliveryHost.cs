using System.Buffers.Binary;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Palisade.Manager.Enrolment;
using Palisade.Trust.Authority;
using Palisade.Trust.Delivery;
using Palisade.Trust.Identities;
using Palisade.Trust.Validation;

namespace Palisade.Manager.Delivery;

/// <summary>
/// Where gateways get their configuration: mutual TLS, and every question is answered for the tenant and the group of the certificate it comes with. A gateway
/// of the tenant <c>system</c> is served of every tenant, all others of their own.
/// </summary>
public sealed partial class DeliveryHost : IAsyncDisposable
{
    private static readonly PeerExpectation Expected = new(Role.Gateway, Role.Sandbox);

    private readonly DeliveryParts _parts;
    private readonly DeliveryOptions _options;
    private readonly PeerValidator _validator;
    private readonly MutualTls _tls;
    private readonly TenantAnswers _tenants;
    private readonly OpenConnections _connections = new();
    private readonly ILogger _log;
    private TlsServer? _server;
    private ulong _rootList;

    private DeliveryHost(DeliveryParts parts, DeliveryOptions options, ILogger log)
    {
        (_parts, _options, _log, _tenants) = (parts, options, log, new(parts));
        _validator = new(parts.Trust.Anchors, parts.Trust.Revocations, parts.Clock);
        _tls = new(parts.Trust.Own, _validator, refusal => Log.Refused(log, refusal.Reason));
        _rootList = parts.Trust.Revocations.OfRoot?.Number ?? 0;
    }

    /// <summary>Where it listens.</summary>
    public IPEndPoint Address => _server!.Address;

    /// <summary>Listens.</summary>
    /// <exception cref="IOException">The port is in use.</exception>
    public static async Task<DeliveryHost> StartAsync(DeliveryParts parts, DeliveryOptions options, ILoggerFactory loggers, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(parts);
        ArgumentNullException.ThrowIfNull(options);
        var host = new DeliveryHost(parts, options, loggers.CreateLogger<DeliveryHost>());
        host._server = await TlsServer.StartAsync(
            options.Address, options.MostConnections, DeliveryOptions.MostBody, () => host._tls.ForServer(Expected), host.AnswerAsync, host._connections.Around, loggers, stop);
        return host;
    }

    /// <summary>Tells every gateway that there is another revocation list or sealing key. Who was taken back is cut off.</summary>
    public void Wake()
    {
        if (_parts.Trust.Revocations.OfRoot?.Number is { } number && number != _rootList)
        {
            _rootList = number;
            _connections.EndAll();
        }

        _parts.Publisher.WakeAll();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // Held connections end only so.
        _connections.EndAll();
        if (_server is not null) await _server.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var certificate = context.Connection.ClientCertificate;
        if (certificate is null || _validator.Recheck(certificate) is not null || !IdentityExtension.TryRead(certificate, out var gateway, out _))
        {
            context.Abort();
            return;
        }

        try
        {
            if (await AnswerAsync(context, certificate, gateway) is { } status) context.Response.StatusCode = status;
        }
        catch (Exception fault) when (fault is OperationCanceledException or IOException or BadHttpRequestException)
        {
            context.Abort(); // the gateway went, or sent nothing for too long
        }
        catch (Exception fault)
        {
            Log.Failed(_log, context.Request.Path, fault);
            context.Abort();
        }
    }

    private Task<int?> AnswerAsync(HttpContext context, X509Certificate2 certificate, Identity gateway) => (context.Request.Method, context.Request.Path.Value) switch
    {
        ("POST", DeliveryPaths.Follow) => FollowAsync(context, certificate, gateway),
        ("GET", DeliveryPaths.Lists) => ListsAsync(context),
        ("POST", DeliveryPaths.Renew) => RenewAsync(context, gateway),
        ("POST", DeliveryPaths.Report) => ReportAsync(context, gateway),
        ("POST", DeliveryPaths.Verdict) => VerdictAsync(context, gateway),
        ("POST", DeliveryPaths.Health) => HealthAsync(context, gateway),
        (_, { } path) when path.StartsWith(DeliveryPaths.Tenants, StringComparison.Ordinal) && path[DeliveryPaths.Tenants.Length..].Split('/') is [var tenant, var what] =>
            Identity.IsSegment(tenant) && gateway.Serves(tenant) ? _tenants.AnswerAsync(context, gateway, tenant, what) : Task.FromResult<int?>(StatusCodes.Status403Forbidden),
        _ => Task.FromResult<int?>(StatusCodes.Status404NotFound),
    };

    private async Task<int?> FollowAsync(HttpContext context, X509Certificate2 certificate, Identity gateway)
    {
        if (await RequestBody.ReadAsync(context, FollowRequest.MostBytes) is not { } body || FollowRequest.TryRead(body) is not { } request) return StatusCodes.Status400BadRequest;
        await new Follower(_parts, _options, _validator, _log).RunAsync(context, certificate, gateway, request);
        return null;
    }

    private async Task<int?> ListsAsync(HttpContext context)
    {
        var length = new byte[4];
        foreach (var list in _parts.Trust.Revocations.Signed)
        {
            BinaryPrimitives.WriteInt32BigEndian(length, list.Length);
            await context.Response.Body.WriteAsync(length, context.RequestAborted);
            await context.Response.Body.WriteAsync(list, context.RequestAborted);
        }

        return null;
    }

    private async Task<int?> RenewAsync(HttpContext context, Identity gateway)
    {
        if (await RequestBody.ReadAsync(context, DeliveryOptions.MostSigningRequest) is not { } body || !SigningRequest.TryRead(body, out var request, out _)) return StatusCodes.Status400BadRequest;
        // The same identity, whatever the request says.
        if (!_parts.Trust.Issuing.TryIssue(gateway, request, CertificateUse.Connection, out var issued, out var refusal))
        {
            Log.NotRenewed(_log, gateway.ToString(), refusal.Reason);
            return StatusCodes.Status503ServiceUnavailable;
        }

        await context.Response.Body.WriteAsync(Encoding.ASCII.GetBytes(issued.ToPem()), context.RequestAborted);
        return null;
    }

    private async Task<int?> ReportAsync(HttpContext context, Identity gateway)
    {
        if (await RequestBody.ReadAsync(context, GatewayReport.MostBytes) is not { } body || GatewayReport.TryRead(body) is not { } report) return StatusCodes.Status400BadRequest;
        // A sandbox serves nobody: what it says of snapshots are verdicts.
        if (gateway.Role is not Role.Gateway) return StatusCodes.Status204NoContent;
        foreach (var (now, before) in _parts.Gateways.Take(gateway, report)) _parts.Publisher.Propagation.InForce(now.Tenant, gateway.Group, before, now.Position, _parts.Clock.GetUtcNow());
        return StatusCodes.Status204NoContent;
    }

    private async Task<int?> VerdictAsync(HttpContext context, Identity sandbox)
    {
        if (sandbox.Role is not Role.Sandbox) return StatusCodes.Status403Forbidden;
        if (await RequestBody.ReadAsync(context, SandboxVerdict.MostBytes) is not { } body || SandboxVerdict.TryRead(body) is not { } verdict) return StatusCodes.Status400BadRequest;
        _parts.Sandbox.Take(sandbox, verdict);
        return StatusCodes.Status204NoContent;
    }

    private async Task<int?> HealthAsync(HttpContext context, Identity gateway)
    {
        if (await RequestBody.ReadAsync(context, HealthReport.MostBytes) is not { } body || HealthReport.TryRead(body) is not { } report) return StatusCodes.Status400BadRequest;
        // How a sandbox fares says nothing of what is served: it is there to crash.
        if (gateway.Role is Role.Gateway) _parts.Gateways.Health.Take(gateway, report);
        return StatusCodes.Status204NoContent;
    }

    private static partial class Log
    {
        [LoggerMessage(3121, LogLevel.Warning, "Somebody was not let in: {Reason}")]
        public static partial void Refused(ILogger log, string reason);

        [LoggerMessage(3122, LogLevel.Error, "The question {Path} of a gateway could not be answered.")]
        public static partial void Failed(ILogger log, string path, Exception fault);

        [LoggerMessage(3123, LogLevel.Error, "The identity {Gateway} could not be renewed: {Reason}")]
        public static partial void NotRenewed(ILogger log, string gateway, string reason);
    }
}
