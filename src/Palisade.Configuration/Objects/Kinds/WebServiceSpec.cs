using Palisade.Configuration.Documents;
using Palisade.Configuration.Objects.References;

namespace Palisade.Configuration.Objects.Kinds;

/// <summary>
/// <c>web_service</c>: a service of a server group as the v1 management interface has it, with the rules that tell where its requests come in and go to.
/// Sites and origin pools are made from it by the manager; gateways read those.
/// </summary>
public sealed record WebServiceSpec
{
    private const int MostPorts = 100;
    private const int MostRules = 500;

    /// <summary>The <c>server_group</c> it is of.</summary>
    public NamedObject? ServerGroup { get; init; }

    /// <summary>Ports of clear text.</summary>
    public IReadOnlyList<int> Ports { get; init; } = [];

    /// <summary>Ports of TLS.</summary>
    public IReadOnlyList<int> SslPorts { get; init; } = [];

    /// <summary>Whether HTTP/2 is spoken. Default true.</summary>
    public bool Http2 { get; init; } = true;

    /// <summary>Whether it was made as a transparent proxy. Kept, and served as any other.</summary>
    public bool TrpMode { get; init; }

    /// <summary>Where requests come in.</summary>
    public IReadOnlyList<InboundRule> InboundRules { get; init; } = [];

    /// <summary>Its applications, by name, with what is set for each.</summary>
    public Node Applications { get; init; } = Node.EmptyMap;

    /// <summary>What else is set, by the name of the sub-resource.</summary>
    public Node Settings { get; init; } = Node.EmptyMap;

    /// <summary>Reads the <c>spec</c>.</summary>
    public static WebServiceSpec Read(Fields fields)
    {
        var spec = new WebServiceSpec
        {
            ServerGroup = NamedObject.In(fields, "server_group"),
            Ports = PortList(fields, "ports"),
            SslPorts = PortList(fields, "ssl_ports"),
            Http2 = fields.Flag("http2", usual: true),
            TrpMode = fields.Flag("trp_mode"),
            InboundRules = fields.Mappings("inbound_rules", InboundRule.Read),
            Applications = Map(fields, "applications"),
            Settings = Map(fields, "settings"),
        };
        if (spec.InboundRules.Count > MostRules) fields.Fault("inbound_rules", $"There are {spec.InboundRules.Count}; {MostRules} are taken.");
        if (spec.ServerGroup is null) fields.Fault("server_group", "It is missing: every service is of a server group.");
        return spec;
    }

    internal static IReadOnlyList<int> PortList(Fields fields, string name)
    {
        var ports = new List<int>();
        foreach (var text in fields.Texts(name))
        {
            if (int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var port) && port is > 0 and <= 65_535) ports.Add(port);
            else fields.Fault(name, $"'{(text.Length <= 64 ? text : text[..64])}' is not a port: 1 to 65535.");
        }

        if (ports.Count > MostPorts) fields.Fault(name, $"There are {ports.Count}; {MostPorts} are taken.");
        if (ports.Distinct().Count() < ports.Count) fields.Fault(name, "A port is there twice.");
        return ports;
    }

    internal static Node Map(Fields fields, string name)
    {
        var node = fields.Raw(name) ?? Node.EmptyMap;
        if (node.Kind is not NodeKind.Map) fields.Fault(name, "It is not a mapping.");
        return node;
    }
}

/// <summary>Where requests come in: gateways, one of their addresses, ports.</summary>
/// <param name="GatewayGroup">A <c>gateway_group</c>.</param>
/// <param name="Alias">Of gateways' addresses; empty for all.</param>
/// <param name="ServerCertificate">A <c>certificate</c>; null for none.</param>
/// <param name="OutboundRules">Where they go, in the order of their priorities.</param>
/// <param name="Settings">What else is set, as it was written.</param>
public sealed record InboundRule(NamedObject? GatewayGroup, string Alias, IReadOnlyList<int> Ports, NamedObject? ServerCertificate, IReadOnlyList<OutboundRule> OutboundRules, Node Settings)
{
    private const int MostRules = 2000;

    internal static InboundRule Read(Fields fields)
    {
        var rule = new InboundRule(
            NamedObject.In(fields, "gateway_group"),
            fields.OptionalText("alias") ?? "",
            WebServiceSpec.PortList(fields, "ports"),
            NamedObject.In(fields, "server_certificate"),
            fields.Mappings("outbound_rules", OutboundRule.Read),
            WebServiceSpec.Map(fields, "settings"));
        if (rule.GatewayGroup is null) fields.Fault("gateway_group", "It is missing.");
        if (rule.Ports.Count == 0) fields.Fault("ports", "One at least is needed.");
        if (rule.OutboundRules.Count > MostRules) fields.Fault("outbound_rules", $"There are {rule.OutboundRules.Count}; {MostRules} are taken.");
        foreach (var twice in rule.OutboundRules.GroupBy(r => r.Priority).Where(g => g.Count() > 1)) fields.Fault("outbound_rules", $"The priority {twice.Key} is there twice.");
        return rule with { OutboundRules = [.. rule.OutboundRules.OrderBy(r => r.Priority)] };
    }
}

/// <summary>Where requests go.</summary>
/// <param name="Priority">The smallest is asked first.</param>
/// <param name="ExternalHost">A host name, <c>*.</c> and one, or <c>Any</c>.</param>
/// <param name="UrlPrefix">What paths begin with; empty for all.</param>
/// <param name="InternalHost">The server's name or address.</param>
/// <param name="Encrypt">Whether TLS is spoken with it. Default false.</param>
/// <param name="Verify">Whether its certificate must be valid. Default false, as v1 has it.</param>
/// <param name="ClientCertificate">A <c>certificate</c> that is shown to the server; null for none.</param>
/// <param name="Settings">What else is set, as it was written.</param>
public sealed record OutboundRule(int Priority, string ExternalHost, string UrlPrefix, string InternalHost, int ServerPort, bool Encrypt, bool Verify, NamedObject? ClientCertificate, Node Settings)
{
    /// <summary>What stands for the hosts of no other rule.</summary>
    public const string AnyHost = "Any";

    internal static OutboundRule Read(Fields fields)
    {
        var rule = new OutboundRule(
            fields.Number("priority", 1, 1, 1_000_000),
            fields.OptionalText("external_host") ?? AnyHost,
            fields.OptionalText("url_prefix") ?? "",
            fields.Text("internal_host"),
            fields.Number("server_port", 80, 1, 65_535),
            fields.Flag("encrypt"),
            fields.Flag("validate_server_certificate"),
            NamedObject.In(fields, "client_certificate"),
            WebServiceSpec.Map(fields, "settings"));
        if (rule.ExternalHost != AnyHost && !HostName.IsDomain(rule.ExternalHost.ToLowerInvariant())) fields.Fault("external_host", "It is not a host name, '*.' and one, or 'Any'.");
        if (rule.UrlPrefix.Length > 0 && !PathText.IsPath(rule.UrlPrefix)) fields.Fault("url_prefix", PathText.Grammar);
        if (rule.InternalHost.Length > 0 && !HostName.IsHost(rule.InternalHost.ToLowerInvariant()) && !System.Net.IPAddress.TryParse(rule.InternalHost, out _)) fields.Fault("internal_host", "It is not a host name or an address.");
        return rule;
    }
}
