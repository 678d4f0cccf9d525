using System.CommandLine;
using System.Globalization;
using Palisade.Cli.EventLog;
using Palisade.Cli.Terminal;
using Palisade.Configuration;
using Palisade.Protection.Policies;

namespace Palisade.Cli.Serving;

/// <summary>The options of whatever serves traffic, whoever says which sites: where it listens, what it writes, what it does when in doubt.</summary>
internal sealed class GatewayOptions
{
    private const int UsualPort = 8080;
    private const int UsualAdminPort = 9901;

    private static readonly Dictionary<string, ClientAddressSource> ClientSources = new(StringComparer.OrdinalIgnoreCase)
    {
        ["x-forwarded-for"] = ClientAddressSource.XForwardedFor,
        ["forwarded"] = ClientAddressSource.Forwarded,
        ["connection"] = ClientAddressSource.Connection,
    };

    private readonly Option<string[]> _listen = new("--listen") { HelpName = "HOST:PORT", Description = $"Where clients connect; may be repeated. *:80 for all addresses. [default: 127.0.0.1:{UsualPort}]" };
    private readonly Option<string?> _rateStore = new("--rate-store") { HelpName = "URL", Description = "Redis in which gateways count rate limits together, as redis://127.0.0.1:6379. [default: each counts alone]" };
    private readonly Option<string?> _geo = new("--geo") { HelpName = "FILE", Description = "Database of places (MaxMind DB format) for the policies. A new one is loaded while running." };
    private readonly Option<string?> _asn = new("--asn") { HelpName = "FILE", Description = "Database of autonomous systems (MaxMind DB format) for the policies. A new one is loaded while running." };
    private readonly Option<string?> _events = new("--events") { HelpName = "FILE", Description = "Append security events to this file, one JSON object a line; 'off' for nowhere. [default: where 'palisade events' looks]" };
    private readonly Option<string?> _access = new("--access-log") { HelpName = "FILE", Description = "Append a line for every request to this file." };
    private readonly Option<string?> _admin = new("--admin") { HelpName = "HOST:PORT", Description = $"Where /metrics, /healthz and /readyz are; 'off' for nowhere. [default: 127.0.0.1:{UsualAdminPort}]" };
    private readonly Option<string?> _certificate = new("--certificate") { HelpName = "FILE", Description = "PEM file with certificate and chain (and key): the listening addresses then speak TLS." };
    private readonly Option<string?> _key = new("--key") { HelpName = "FILE", Description = "PEM file with the certificate's key." };
    private readonly Option<string[]> _trusted = new("--trusted-proxy") { HelpName = "CIDR", Description = "A proxy whose word about the client's address is believed; may be repeated." };
    private readonly Option<ClientAddressSource?> _client = WordOption.Of("--client-address", ClientSources, ClientAddressSource.XForwardedFor, "Which header of a trusted proxy names the client.");
    private readonly Option<bool> _proxyProtocol = new("--proxy-protocol") { Description = "Trusted proxies begin each connection with a PROXY protocol header (version 1 or 2)." };
    private readonly Option<string?> _sitePorts = new("--site-ports") { HelpName = "FROM-TO", Description = "Ports that sites may open here by naming them in their listeners; 'off' for none. [default: 1-65535]" };
    private readonly Option<string[]> _mask = new("--mask") { HelpName = "NAME", Description = "Parameter, header or cookie whose value is masked in everything written; may be repeated, besides card, pass, pwd, password." };
    private readonly Option<string?> _blockPage = new("--block-page") { HelpName = "FILE", Description = "HTML for blocked requests; {{support_id}}, {{status}} and {{reason}} are filled in." };
    private readonly Option<bool> _failOpen = new("--fail-open") { Description = "Pass requests on, counted and reported, when the engine itself fails. [default: answer 503]" };
    private readonly Option<bool> _patternsOpen = new("--pattern-limit-open") { Description = "Pass requests on, counted and reported, when a pattern runs into its limit. [default: block]" };

    /// <summary>Every option, in the order of the help.</summary>
    public IEnumerable<Option> All => [_listen, _rateStore, _geo, _asn, _events, _access, _admin, _certificate, _key, _trusted, _client, _proxyProtocol, _sitePorts, _mask, _blockPage, _failOpen, _patternsOpen];

    /// <summary>The configuration, without a site of its own.</summary>
    public GatewayConfig Read(ParseResult parsed, List<string> faults)
    {
        if (parsed.GetValue(_key) is not null && parsed.GetValue(_certificate) is null) faults.Add("--key: needs --certificate");
        return new()
        {
            Listen = Listen(parsed, faults),
            Admin = Admin(parsed, faults),
            Events = OffIsNull(parsed.GetValue(_events) ?? DefaultEvents.File),
            AccessLog = parsed.GetValue(_access),
            RateStore = new() { Url = parsed.GetValue(_rateStore) },
            SitePorts = SitePorts(parsed.GetValue(_sitePorts), faults),
            TrustedProxies = parsed.GetValue(_trusted) ?? [],
            ClientAddress = (parsed.GetValue(_client) ?? ClientAddressSource.XForwardedFor),
            Masking = new() { Names = [.. new MaskingConfig().Names, .. parsed.GetValue(_mask) ?? []] },
            BlockPage = new() { File = parsed.GetValue(_blockPage) },
            WhenEngineFails = parsed.GetValue(_failOpen) ? FailMode.Open : FailMode.Closed,
            WhenAPatternGivesUp = parsed.GetValue(_patternsOpen) ? FailMode.Open : FailMode.Closed,
        };
    }

    /// <summary>The databases that say where clients are.</summary>
    public PolicySource Databases(ParseResult parsed) => new() { Geo = parsed.GetValue(_geo), Asn = parsed.GetValue(_asn) };

    /// <summary><c>off</c> as null.</summary>
    public static string? OffIsNull(string? text) => string.Equals(text, "off", StringComparison.OrdinalIgnoreCase) ? null : text;

    private ListenConfig[] Listen(ParseResult parsed, List<string> faults)
    {
        var certificate = parsed.GetValue(_certificate) is { } path ? new CertificateConfig { Path = path, KeyPath = parsed.GetValue(_key) } : null;
        var result = new List<ListenConfig>();
        foreach (var text in parsed.GetValue(_listen) is { Length: > 0 } given ? given : [$"localhost:{UsualPort}"])
        {
            var (address, port, fault) = EndpointText.Read(text);
            if (fault is not null) faults.Add($"--listen: {fault}");
            else result.Add(new() { Address = address, Port = port, Certificate = certificate, ProxyProtocol = parsed.GetValue(_proxyProtocol) });
        }

        // One that could not be read is a fault already; a valid one in its place keeps the check from a second complaint.
        return result.Count > 0 ? [.. result] : [new()];
    }

    private static SitePortsConfig SitePorts(string? text, List<string> faults)
    {
        if (text is null) return new() { Enabled = true };
        if (OffIsNull(text) is null) return new();
        var ends = text.Split('-');
        if (ends.Length is 1 or 2 && Port(ends[0]) is { } from && Port(ends[^1]) is { } to && from <= to) return new() { Enabled = true, From = from, To = to };
        faults.Add($"--site-ports: '{text}' is not a range such as 1024-65535, a port, or off");
        return new();
    }

    private static int? Port(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is >= 1 and <= 65_535 ? port : null;

    private AdminConfig Admin(ParseResult parsed, List<string> faults)
    {
        var text = parsed.GetValue(_admin) ?? $"localhost:{UsualAdminPort}";
        if (OffIsNull(text) is null) return new() { Enabled = false };
        var (address, port, fault) = EndpointText.Read(text);
        if (fault is null) return new() { Address = address, Port = port };
        faults.Add($"--admin: {fault}");
        return new();
    }
}
