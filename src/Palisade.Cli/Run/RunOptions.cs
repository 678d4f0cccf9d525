using System.CommandLine;
using System.Net;
using Palisade.Cli.Managing;
using Palisade.Cli.Serving;
using Palisade.Cli.Terminal;
using Palisade.Configuration;
using Palisade.Engine.Rules;
using Palisade.Protection;

namespace Palisade.Cli.Run;

/// <summary>The options of <c>palisade run</c> and the configuration they mean.</summary>
internal sealed class RunOptions
{
    private static readonly Dictionary<string, OperationMode> Modes = new(StringComparer.OrdinalIgnoreCase)
    {
        ["active"] = OperationMode.Active,
        ["simulation"] = OperationMode.Simulation,
        ["disabled"] = OperationMode.Disabled,
    };

    private readonly Option<string?> _origin = new("--origin") { HelpName = "URL", Description = "The application to protect, as http://127.0.0.1:3000 (http, https, or h2c for HTTP/2 in clear text). Without it, a demo shop is started and protected." };
    private readonly Option<string?> _rules = new("--rules") { HelpName = "DIR", Description = "Folder of SecLang rules, such as a Core Rule Set checkout. Changes are loaded while running. [default: built-in signatures]" };
    private readonly Option<string?> _signatures = new("--signatures") { HelpName = "DIR", Description = "Signature file, or folder of *.yaml, over the built-in signatures: ids of theirs are replaced, others added. Changes are loaded while running." };
    private readonly Option<string[]> _policy = new("--policy") { HelpName = "FILE", Description = "Policy file, or folder of *.yaml: service policies, rate limits and the like (docs/policies.md); may be repeated. Changes are loaded while running." };
    private readonly Option<OperationMode?> _mode = WordOption.Of("--mode", Modes, OperationMode.Active, "active: block what the rules refuse. simulation: only report. disabled: take the application off the network (503).");
    private readonly Option<int?> _paranoia = new("--paranoia") { HelpName = "1-4", Description = "Paranoia level of a Core Rule Set. [default: what the rules say]" };
    private readonly GatewayOptions _gateway = new();
    private readonly ManagerOptions _manager = new();
    private readonly Option<string?> _managerListen = new("--manager-listen") { HelpName = "HOST:PORT", Description = "Where the manager of further sites is served, over HTTPS; 'off' for none. [default: 127.0.0.1:8083]" };
    private readonly Option<bool> _insecureOrigin = new("--insecure-origin") { Description = "Do not verify the certificate of an https origin." };
    private readonly Option<bool> _programs = new("--allow-programs") { Description = "Let rules run programs and look names up (exec, @inspectFile, @rbl)." };

    /// <summary>Every option, in the order of the help.</summary>
    public IEnumerable<Option> All =>
        [_origin, _rules, _signatures, _policy, _mode, _paranoia, .. _gateway.All, _insecureOrigin, _programs, _managerListen, _manager.Data, _manager.Database];

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
        var manager = Manager(parsed, faults);
        // Beside the gateway's copy of what it serves. Without a manager there are no sites with something to ask for.
        if (manager is not null) config = config with { Probes = new() { File = Path.Combine(manager.Folder, "gateway", "probes.log") } };
        var signatures = parsed.GetValue(_signatures);
        if (signatures is not null && config.Rules is not null) faults.Add("--signatures: goes with the built-in signatures, not with --rules");
        else if (signatures is not null && !File.Exists(signatures) && !Directory.Exists(signatures)) faults.Add($"--signatures: there is no file or folder '{signatures}'");
        return faults.Count > 0 ? (null, faults) : (new RunPlan(config, Source(config, parsed.GetValue(_programs)) with { Signatures = signatures }, _gateway.Databases(parsed) with { Files = config.Policies }, isDemo) { Manager = manager, ManagerIsWanted = parsed.GetValue(_managerListen) is not null }, faults);
    }

    private GatewayConfig Config(ParseResult parsed, List<string> faults) => _gateway.Read(parsed, faults) with
    {
        Origin = new() { Url = parsed.GetValue(_origin) ?? "", VerifyCertificate = !parsed.GetValue(_insecureOrigin) },
        Mode = (parsed.GetValue(_mode) ?? OperationMode.Active),
        Rules = parsed.GetValue(_rules),
        Policies = parsed.GetValue(_policy) ?? [],
        Paranoia = parsed.GetValue(_paranoia),
    };

    /// <summary>The manager that is started beside the gateway; null where none is wanted.</summary>
    private ManagerPlan? Manager(ParseResult parsed, List<string> faults)
    {
        var text = parsed.GetValue(_managerListen) ?? ManagerOptions.UsualListen;
        if (GatewayOptions.OffIsNull(text) is null || ManagerOptions.EndPoint("--manager-listen", text, faults) is not { } listen) return null;
        // Of this machine alone: for a fleet, the manager is started by itself.
        var local = new IPEndPoint(IPAddress.Loopback, 0);
        return new() { Folder = _manager.Folder(parsed), Database = parsed.GetValue(_manager.Database), Listen = listen, Delivery = local, Enrolment = local, AdminPassword = ManagerOptions.Password };
    }

    private static RuleSource Source(GatewayConfig config, bool allowPrograms) => new()
    {
        Folder = config.Rules,
        Paranoia = config.Paranoia,
        Mode = config.Mode is OperationMode.Simulation ? EngineMode.DetectionOnly : EngineMode.On,
        AllowPrograms = allowPrograms,
    };

    private static bool IsLoopback(string address) => IPAddress.TryParse(address, out var ip) && IPAddress.IsLoopback(ip);
}
