using System.CommandLine;
using System.CommandLine.Parsing;
using Palisade.Cli.EventLog;
using Palisade.Cli.Terminal;
using Palisade.Configuration;
using Palisade.Engine.Rules;
using Palisade.Protection;

namespace Palisade.Cli.Run;

/// <summary>The options of <c>palisade run</c> and the configuration they mean.</summary>
internal sealed class RunOptions
{
    private const int UsualPort = 8080;
    private const int UsualAdminPort = 9901;

    private static readonly Dictionary<string, OperationMode> Modes = new(StringComparer.OrdinalIgnoreCase)
    {
        ["active"] = OperationMode.Active,
        ["simulation"] = OperationMode.Simulation,
        ["disabled"] = OperationMode.Disabled,
    };

    private static readonly Dictionary<string, ClientAddressSource> ClientSources = new(StringComparer.OrdinalIgnoreCase)
    {
        ["x-forwarded-for"] = ClientAddressSource.XForwardedFor,
        ["forwarded"] = ClientAddressSource.Forwarded,
        ["connection"] = ClientAddressSource.Connection,
    };

    private readonly Option<string?> _origin = new("--origin") { HelpName = "URL", Description = "The application to protect, as http://127.0.0.1:3000 (http, https, or h2c for HTTP/2 in clear text). Without it, a demo shop is started and protected." };
    private readonly Option<string[]> _listen = new("--listen") { HelpName = "HOST:PORT", Description = $"Where clients connect; may be repeated. *:80 for all addresses. [default: 127.0.0.1:{UsualPort}]" };
    private readonly Option<string?> _admin = new("--admin") { HelpName = "HOST:PORT", Description = $"Where /metrics, /healthz and /readyz are; 'off' for nowhere. [default: 127.0.0.1:{UsualAdminPort}]" };
    private readonly Option<string?> _certificate = new("--certificate") { HelpName = "FILE", Description = "PEM file with certificate and chain (and key): the listening addresses then speak TLS." };
    private readonly Option<string?> _key = new("--key") { HelpName = "FILE", Description = "PEM file with the certificate's key." };
    private readonly Option<string?> _rules = new("--rules") { HelpName = "DIR", Description = "Folder of SecLang rules, such as a Core Rule Set checkout. Changes are loaded while running. [default: built-in signatures]" };
    private readonly Option<string?> _signatures = new("--signatures") { HelpName = "DIR", Description = "Signature file, or folder of *.yaml, over the built-in signatures: ids of theirs are replaced, others added. Changes are loaded while running." };
    private readonly Option<string[]> _policy = new("--policy") { HelpName = "FILE", Description = "Policy file, or folder of *.yaml: service policies, rate limits and the like (docs/policies.md); may be repeated. Changes are loaded while running." };
    private readonly Option<string?> _geo = new("--geo") { HelpName = "FILE", Description = "Database of places (MaxMind DB format) for the policies. A new one is loaded while running." };
    private readonly Option<string?> _asn = new("--asn") { HelpName = "FILE", Description = "Database of autonomous systems (MaxMind DB format) for the policies. A new one is loaded while running." };
    private readonly Option<string?> _rateStore = new("--rate-store") { HelpName = "URL", Description = "Redis in which gateways count rate limits together, as redis://127.0.0.1:6379. [default: each counts alone]" };
    private readonly Option<OperationMode?> _mode = Word("--mode", Modes, OperationMode.Active, "active: block what the rules refuse. simulation: only report. disabled: take the application off the network (503).");
    private readonly Option<int?> _paranoia = new("--paranoia") { HelpName = "1-4", Description = "Paranoia level of a Core Rule Set. [default: what the rules say]" };
    private readonly Option<string?> _events = new("--events") { HelpName = "FILE", Description = "Append security events to this file, one JSON object a line; 'off' for nowhere. [default: where 'palisade events' looks]" };
    private readonly Option<string?> _access = new("--access-log") { HelpName = "FILE", Description = "Append a line for every request to this file." };
    private readonly Option<string[]> _trusted = new("--trusted-proxy") { HelpName = "CIDR", Description = "A proxy whose word about the client's address is believed; may be repeated." };
    private readonly Option<ClientAddressSource?> _client = Word("--client-address", ClientSources, ClientAddressSource.XForwardedFor, "Which header of a trusted proxy names the client.");
    private readonly Option<bool> _proxyProtocol = new("--proxy-protocol") { Description = "Trusted proxies begin each connection with a PROXY protocol header (version 1 or 2)." };
    private readonly Option<string[]> _mask = new("--mask") { HelpName = "NAME", Description = "Parameter, header or cookie whose value is masked in everything written; may be repeated, besides card, pass, pwd, password." };
    private readonly Option<string?> _blockPage = new("--block-page") { HelpName = "FILE", Description = "HTML for blocked requests; {{support_id}}, {{status}} and {{reason}} are filled in." };
    private readonly Option<bool> _failOpen = new("--fail-open") { Description = "Pass requests on, counted and reported, when the engine itself fails. [default: answer 503]" };
    private readonly Option<bool> _patternsOpen = new("--pattern-limit-open") { Description = "Pass requests on, counted and reported, when a pattern runs into its limit. [default: block]" };
    private readonly Option<bool> _insecureOrigin = new("--insecure-origin") { Description = "Do not verify the certificate of an https origin." };
    private readonly Option<bool> _programs = new("--allow-programs") { Description = "Let rules run programs and look names up (exec, @inspectFile, @rbl)." };

    /// <summary>Every option, in the order of the help.</summary>
    public IEnumerable<Option> All =>
        [_origin, _listen, _rules, _signatures, _policy, _geo, _asn, _rateStore, _mode, _paranoia, _events, _access, _admin, _certificate, _key, _trusted, _client, _proxyProtocol, _mask, _blockPage, _failOpen, _patternsOpen, _insecureOrigin, _programs];

    /// <summary>What was asked for, or every fault in it.</summary>
    public (RunPlan? Plan, IReadOnlyList<string> Faults) Read(ParseResult parsed)
    {
        var faults = new List<string>();
        var config = Config(parsed, faults);
        var isDemo = config.Origin.Url.Length is 0;
        // The shop, which has no address yet, stands in for the origin only once it runs.
        var check = isDemo ? config with { Origin = new() { Url = "http://127.0.0.1" } } : config;
        faults.AddRange(check.Check().Select(OptionFault.Of));
        if (isDemo && config.Listen.Any(l => !IsLoopback(l.Address))) faults.Add("--listen: the demo shop is vulnerable on purpose, so without --origin only this machine may reach it (127.0.0.1)");
        if (parsed.GetValue(_key) is not null && parsed.GetValue(_certificate) is null) faults.Add("--key: needs --certificate");
        var signatures = parsed.GetValue(_signatures);
        if (signatures is not null && config.Rules is not null) faults.Add("--signatures: goes with the built-in signatures, not with --rules");
        else if (signatures is not null && !File.Exists(signatures) && !Directory.Exists(signatures)) faults.Add($"--signatures: there is no file or folder '{signatures}'");
        return faults.Count > 0 ? (null, faults) : (new RunPlan(config, Source(config, parsed.GetValue(_programs)) with { Signatures = signatures }, new() { Files = config.Policies, Geo = parsed.GetValue(_geo), Asn = parsed.GetValue(_asn) }, isDemo), faults);
    }

    private GatewayConfig Config(ParseResult parsed, List<string> faults) => new()
    {
        Origin = new() { Url = parsed.GetValue(_origin) ?? "", VerifyCertificate = !parsed.GetValue(_insecureOrigin) },
        Listen = Listen(parsed, faults),
        Admin = Admin(parsed, faults),
        Mode = (parsed.GetValue(_mode) ?? OperationMode.Active),
        Rules = parsed.GetValue(_rules),
        Policies = parsed.GetValue(_policy) ?? [],
        Paranoia = parsed.GetValue(_paranoia),
        Events = OffIsNull(parsed.GetValue(_events) ?? DefaultEvents.File),
        AccessLog = parsed.GetValue(_access),
        RateStore = new() { Url = parsed.GetValue(_rateStore) },
        TrustedProxies = parsed.GetValue(_trusted) ?? [],
        ClientAddress = (parsed.GetValue(_client) ?? ClientAddressSource.XForwardedFor),
        Masking = new() { Names = [.. new MaskingConfig().Names, .. parsed.GetValue(_mask) ?? []] },
        BlockPage = new() { File = parsed.GetValue(_blockPage) },
        WhenEngineFails = parsed.GetValue(_failOpen) ? FailMode.Open : FailMode.Closed,
        WhenAPatternGivesUp = parsed.GetValue(_patternsOpen) ? FailMode.Open : FailMode.Closed,
    };

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

    private AdminConfig Admin(ParseResult parsed, List<string> faults)
    {
        var text = parsed.GetValue(_admin) ?? $"localhost:{UsualAdminPort}";
        if (OffIsNull(text) is null) return new() { Enabled = false };
        var (address, port, fault) = EndpointText.Read(text);
        if (fault is null) return new() { Address = address, Port = port };
        faults.Add($"--admin: {fault}");
        return new();
    }

    private static RuleSource Source(GatewayConfig config, bool allowPrograms) => new()
    {
        Folder = config.Rules,
        Paranoia = config.Paranoia,
        Mode = config.Mode is OperationMode.Simulation ? EngineMode.DetectionOnly : EngineMode.On,
        AllowPrograms = allowPrograms,
    };

    private static string? OffIsNull(string? text) => string.Equals(text, "off", StringComparison.OrdinalIgnoreCase) ? null : text;

    private static bool IsLoopback(string address) => System.Net.IPAddress.TryParse(address, out var ip) && System.Net.IPAddress.IsLoopback(ip);

    private static Option<T?> Word<T>(string name, Dictionary<string, T> words, T usual, string description)
        where T : struct
    {
        var known = string.Join('|', words.Keys);
        return new Option<T?>(name)
        {
            HelpName = known,
            Description = $"{description} [default: {words.First(w => w.Value.Equals(usual)).Key}]",
            CustomParser = result => ReadWord(result, name, words, usual),
        };
    }

    private static T ReadWord<T>(ArgumentResult result, string name, Dictionary<string, T> words, T usual)
    {
        var text = result.Tokens.Count > 0 ? result.Tokens[0].Value : "";
        if (words.TryGetValue(text, out var value)) return value;
        var meant = Spelling.Nearest(text, words.Keys) is { } near ? $"; did you mean '{near}'?" : $"; it is one of {string.Join(", ", words.Keys)}";
        result.AddError($"{name}: there is no '{text}'{meant}");
        return usual;
    }
}
