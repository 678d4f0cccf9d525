using System.Net;
using Palisade.Configuration.Documents;
using Palisade.Configuration.Objects.References;

namespace Palisade.Configuration.Objects.Kinds;

/// <summary><c>server_group</c>: servers with one operation mode.</summary>
public sealed record ServerGroupSpec
{
    /// <summary>What is done with what is found. Default <see cref="Palisade.Configuration.OperationMode.Simulation"/>.</summary>
    public OperationMode OperationMode { get; init; }

    /// <summary>An <c>ip_prefix_set</c> of clients that are left alone; null (the default) for none.</summary>
    public NamedObject? IgnoreIpGroup { get; init; }

    /// <summary>An <c>ip_prefix_set</c> of the only clients that are looked at; null (the default) for all.</summary>
    public NamedObject? LimitMonitoringToIpGroup { get; init; }

    /// <summary>Addresses of its servers. Default none.</summary>
    public IReadOnlyList<ProtectedAddress> ProtectedAddresses { get; init; } = [];

    /// <summary>Reads the <c>spec</c>.</summary>
    public static ServerGroupSpec Read(Fields fields) => new()
    {
        OperationMode = fields.Choice("operation_mode", OperationMode.Simulation),
        IgnoreIpGroup = NamedObject.In(fields, "ignore_ip_group"),
        LimitMonitoringToIpGroup = NamedObject.In(fields, "limit_monitoring_to_ip_group"),
        ProtectedAddresses = fields.Mappings("protected_addresses", ProtectedAddress.Read),
    };
}

/// <summary>The address of a server, and which gateways protect it.</summary>
/// <param name="Address">An address or a prefix.</param>
/// <param name="GatewayGroup">A <c>gateway_group</c>; null for every one that serves the group.</param>
public sealed record ProtectedAddress(string Address, string Comment, NamedObject? GatewayGroup)
{
    internal static ProtectedAddress Read(Fields fields)
    {
        var address = fields.Text("address");
        if (address.Length > 0 && AddressRange.Parse(address) is null) fields.Fault("address", $"'{address}' is not an address or a prefix such as 10.0.0.0/8.");
        return new(address, fields.OptionalText("comment") ?? "", NamedObject.In(fields, "gateway_group"));
    }
}

/// <summary><c>gateway_group</c>: gateways that serve the same, at one point of presence or several.</summary>
public sealed record GatewayGroupSpec
{
    /// <summary>For people; empty (the default) for the name itself.</summary>
    public string DisplayName { get; init; } = "";

    /// <summary>The point of presence it is at; empty (the default) for none in particular.</summary>
    public string Pop { get; init; } = "";

    /// <summary>What happens to a request that could not be inspected because of a fault of ours. Default <see cref="FailMode.Closed"/>.</summary>
    public FailMode FailMode { get; init; }

    /// <summary>Whether its gateways only try snapshots out. Default false.</summary>
    public bool Sandbox { get; init; }

    /// <summary>Reads the <c>spec</c>.</summary>
    public static GatewayGroupSpec Read(Fields fields) => new()
    {
        DisplayName = TenantSpec.DisplayNameOf(fields),
        Pop = fields.OptionalText("pop") ?? "",
        FailMode = fields.Choice("fail_mode", FailMode.Closed),
        Sandbox = fields.Flag("sandbox"),
    };
}

/// <summary><c>gateway</c>: a gateway and the addresses it answers at.</summary>
public sealed record GatewaySpec
{
    /// <summary>The <c>gateway_group</c> it is of.</summary>
    public NamedObject? GatewayGroup { get; init; }

    /// <summary>Its addresses, by alias. Default none.</summary>
    public IReadOnlyList<GatewayAlias> Aliases { get; init; } = [];

    /// <summary>Reads the <c>spec</c>.</summary>
    public static GatewaySpec Read(Fields fields)
    {
        if (!fields.Has("gateway_group")) fields.Fault("gateway_group", "It is missing: every gateway is of a group.");
        var aliases = fields.Mappings("aliases", GatewayAlias.Read);
        foreach (var twice in aliases.GroupBy(a => a.Name, StringComparer.Ordinal).Where(g => g.Count() > 1)) fields.Fault("aliases", $"Two are called '{twice.Key}'.");
        return new() { GatewayGroup = NamedObject.In(fields, "gateway_group"), Aliases = aliases };
    }
}

/// <summary>A name for an address of a gateway, by which rules and listeners mean the same on every gateway of a group.</summary>
/// <param name="ExternalAddress">What clients connect to, before address translation; empty for the same.</param>
public sealed record GatewayAlias(string Name, string ExternalAddress, string InternalAddress, string Comment, bool Enabled)
{
    internal static GatewayAlias Read(Fields fields) =>
        new(fields.Text("name"), Address(fields, "external_address"), Address(fields, "internal_address"), fields.OptionalText("comment") ?? "", fields.Flag("enabled", usual: true));

    private static string Address(Fields fields, string name)
    {
        var text = fields.OptionalText(name) ?? "";
        if (text.Length > 0 && !IPAddress.TryParse(text, out _)) fields.Fault(name, $"'{text}' is not an IP address.");
        return text;
    }
}
