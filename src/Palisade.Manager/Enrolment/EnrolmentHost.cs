using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Palisade.Manager.Http;
using Palisade.Trust.Enrolment;

namespace Palisade.Manager.Enrolment;

/// <summary>
/// Where components without an identity get their first one. TLS shows the manager's identity only; the component knows the root by its ticket's hash. Two
/// questions: <c>GET /enrolment/v1/roots</c>, which is no secret, and <c>POST /enrolment/v1/enrol</c>.
/// </summary>
public sealed partial class EnrolmentHost : IAsyncDisposable
{
    /// <summary>Path of the roots as PEM.</summary>
    public const string RootsPath = "/enrolment/v1/roots";

    /// <summary>Path of enrolment.</summary>
    public const string EnrolPath = "/enrolment/v1/enrol";

    private const int MostConnections = 1000;

    private readonly ManagerTrust _trust;
    private readonly Func<EnrolmentDesk> _desk;
    private readonly ILogger _log;
    private TlsServer? _server;

    private EnrolmentHost(ManagerTrust trust, Func<EnrolmentDesk> desk, ILogger log) => (_trust, _desk, _log) = (trust, desk, log);

    /// <summary>Where it listens.</summary>
    public IPEndPoint Address => _server!.Address;

    /// <summary>Listens.</summary>
    /// <exception cref="IOException">The port is in use.</exception>
    public static async Task<EnrolmentHost> StartAsync(ManagerTrust trust, GrantFolder grants, IPEndPoint at, TimeProvider clock, ILoggerFactory loggers, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(trust);
        ArgumentNullException.ThrowIfNull(grants);
        var limit = new AttemptLimit(clock);
        // The authority may be another one by then.
        var host = new EnrolmentHost(trust, () => new(trust.Issuing, grants.Store, limit, clock), loggers.CreateLogger<EnrolmentHost>());
        host._server = await TlsServer.StartAsync(at, MostConnections, EnrolmentQuestion.MostBytes, host.Tls, host.AnswerAsync, connected: null, loggers, stop);
        return host;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_server is not null) await _server.DisposeAsync();
    }

    private SslServerAuthenticationOptions Tls() => new() { ServerCertificateContext = _trust.Own.Context, EnabledSslProtocols = SslProtocols.Tls13, AllowTlsResume = false };

    private Task AnswerAsync(HttpContext context) => (context.Request.Method, context.Request.Path.Value) switch
    {
        ("GET", RootsPath) => SayAsync(context, StatusCodes.Status200OK, _trust.Anchors.ToPem()),
        ("POST", EnrolPath) => EnrolAsync(context),
        _ => SayAsync(context, StatusCodes.Status404NotFound, ""),
    };

    private async Task EnrolAsync(HttpContext context)
    {
        if (await RequestBody.ReadAsync(context, EnrolmentQuestion.MostBytes) is not { } body || EnrolmentQuestion.TryRead(body) is not { } question)
        {
            await SayAsync(context, StatusCodes.Status400BadRequest, "This is no enrolment.");
            return;
        }

        var source = Source.Of(context);
        switch (await _desk().EnrolAsync(question.Secret.AsMemory(), question.SigningRequest, source, context.RequestAborted))
        {
            case EnrolmentResult.Enrolled enrolled:
                Log.Enrolled(_log, enrolled.Identity.ToString(), source);
                await context.Response.Body.WriteAsync(new EnrolmentAnswer(enrolled.Certificate.ToPem(), _trust.Anchors.ToPem()).Write(), context.RequestAborted);
                break;
            case EnrolmentResult.Refused refused:
                Log.Refused(_log, source, refused.Refusal.Reason);
                await SayAsync(context, StatusOf(refused.Refusal.Kind), refused.Refusal.Reason);
                break;
        }
    }

    private static int StatusOf(EnrolmentRefusal kind) => kind switch
    {
        EnrolmentRefusal.TooManyAttempts => StatusCodes.Status429TooManyRequests,
        EnrolmentRefusal.BadRequest => StatusCodes.Status400BadRequest,
        EnrolmentRefusal.AuthorityUnable or EnrolmentRefusal.Busy => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status403Forbidden,
    };

    private static Task SayAsync(HttpContext context, int status, string text)
    {
        context.Response.StatusCode = status;
        return context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(text), context.RequestAborted).AsTask();
    }

    private static partial class Log
    {
        [LoggerMessage(3201, LogLevel.Information, "Enrolled {Identity}, from {Source}.")]
        public static partial void Enrolled(ILogger log, string identity, string source);

        [LoggerMessage(3202, LogLevel.Warning, "Refused to enrol somebody from {Source}: {Reason}")]
        public static partial void Refused(ILogger log, string source, string reason);
    }
}
