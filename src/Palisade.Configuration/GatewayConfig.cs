namespace Palisade.Configuration;

/// <summary>A gateway as the operator wrote it; any field may be wrong until <see cref="Check"/> found nothing.</summary>
public sealed record GatewayConfig
{
    /// <summary>Where clients connect; at least one. Default one, <c>127.0.0.1:8080</c>.</summary>
    public IReadOnlyList<ListenConfig> Listen { get; init; } = [new()];

    /// <summary>Health and metrics.</summary>
    public AdminConfig Admin { get; init; } = new();

    /// <summary>The name of the site in events and metrics: 1 to 256 characters. Default <c>default</c>.</summary>
    public string Site { get; init; } = "default";

    /// <summary>The application behind the gateway.</summary>
    public OriginConfig Origin { get; init; } = new();

    /// <summary>What is done with what is found. Default <see cref="OperationMode.Simulation"/>.</summary>
    public OperationMode Mode { get; init; }

    /// <summary>A folder of SecLang rules; null (the default) for the built-in set.</summary>
    public string? Rules { get; init; }

    /// <summary>Policy files, and folders of them. Default none.</summary>
    public IReadOnlyList<string> Policies { get; init; } = [];

    /// <summary>The paranoia level of the Core Rule Set, 1 to 4; null (the default) leaves it to the rules.</summary>
    public int? Paranoia { get; init; }

    /// <summary>The file that security events are appended to; null (the default) for none.</summary>
    public string? Events { get; init; }

    /// <summary>The file that access lines are appended to; null (the default) for none.</summary>
    public string? AccessLog { get; init; }

    /// <summary>The monitor that asks for URLs of sites through the whole path.</summary>
    public ProbesConfig Probes { get; init; } = new();

    /// <summary>The ports that sites may open here by naming them. Default none: a site is then served at the ports of <see cref="Listen"/> alone.</summary>
    public SitePortsConfig SitePorts { get; init; } = new();

    /// <summary>Addresses and prefixes (<c>10.0.0.0/8</c>, <c>::1</c>) of the proxies whose word about the client is believed. Default none.</summary>
    public IReadOnlyList<string> TrustedProxies { get; init; } = [];

    /// <summary>Which header of a trusted proxy names the client. Default <c>X-Forwarded-For</c>.</summary>
    public ClientAddressSource ClientAddress { get; init; }

    /// <summary>Where gateways count requests together. Default nowhere.</summary>
    public RateStoreConfig RateStore { get; init; } = new();

    /// <summary>How much of anything is taken.</summary>
    public LimitsConfig Limits { get; init; } = new();

    /// <summary>How long anything may take.</summary>
    public TimeoutsConfig Timeouts { get; init; } = new();

    /// <summary>What is masked.</summary>
    public MaskingConfig Masking { get; init; } = new();

    /// <summary>What blocked clients see.</summary>
    public BlockPageConfig BlockPage { get; init; } = new();

    /// <summary>What happens to a request that could not be inspected because of a fault of ours. Default <see cref="FailMode.Closed"/>.</summary>
    public FailMode WhenEngineFails { get; init; }

    /// <summary>
    /// What happens to a request for which a pattern ran into its limit before it knew whether it matches. Default <see cref="FailMode.Closed"/>: it is
    /// blocked as by a rule.
    /// </summary>
    public FailMode WhenAPatternGivesUp { get; init; }

    /// <summary>Every fault, not the first, so that one edit can fix the file. Looks at the files it names, opens no port.</summary>
    /// <param name="ownSite">Whether it has a site of its own, which needs <see cref="Origin"/>. Default true; false where all sites are published.</param>
    public IReadOnlyList<ConfigFault> Check(bool ownSite = true) => [.. Faults(ownSite)];

    private IEnumerable<ConfigFault> Faults(bool ownSite)
    {
        if (Site.Length is 0 or > 256) yield return new("site", "A name of 1 to 256 characters is needed.");
        if (Listen.Count == 0) yield return new("listen", "At least one address to listen on is needed.");
        for (var i = 0; i < Listen.Count; i++)
        {
            foreach (var fault in Listen[i].Check($"listen[{i}]")) yield return fault;
        }

        foreach (var fault in Admin.Check("admin")) yield return fault;
        foreach (var fault in PortClashes()) yield return fault;
        foreach (var fault in ownSite ? Origin.Check("origin") : []) yield return fault;
        if (Rules is not null && !Directory.Exists(Rules)) yield return new("rules", $"There is no folder '{Rules}'.");
        for (var i = 0; i < Policies.Count; i++)
        {
            if (!File.Exists(Policies[i]) && !Directory.Exists(Policies[i])) yield return new($"policies[{i}]", $"There is no file or folder '{Policies[i]}'.");
        }

        if (Directory.Exists(Events)) yield return new("events", $"'{Events}' is a folder; a file is needed.");
        if (Directory.Exists(AccessLog)) yield return new("accessLog", $"'{AccessLog}' is a folder; a file is needed.");
        foreach (var fault in Probes.Check("probes")) yield return fault;
        foreach (var fault in SitePorts.Check("sitePorts")) yield return fault;
        if (Paranoia is < 1 or > 4) yield return new("paranoia", $"{Paranoia} is not in 1 to 4.");
        for (var i = 0; i < TrustedProxies.Count; i++)
        {
            if (AddressRange.Parse(TrustedProxies[i]) is null)
            {
                yield return new($"trustedProxies[{i}]", $"'{TrustedProxies[i]}' is not an address or a prefix such as 10.0.0.0/8.");
            }
        }

        foreach (var fault in RateStore.Check("rateStore")) yield return fault;
        foreach (var fault in Limits.Check("limits")) yield return fault;
        foreach (var fault in Timeouts.Check("timeouts")) yield return fault;
        foreach (var fault in Masking.Check("masking")) yield return fault;
        foreach (var fault in BlockPage.Check("blockPage")) yield return fault;
    }

    private IEnumerable<ConfigFault> PortClashes()
    {
        if (!Admin.Enabled || Admin.Port == 0) yield break;

        foreach (var listen in Listen)
        {
            if (listen.Port == Admin.Port) yield return new("admin.port", $"{Admin.Port} is also a port of the traffic.");
        }
    }
}
