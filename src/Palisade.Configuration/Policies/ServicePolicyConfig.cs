namespace Palisade.Configuration.Policies;

/// <summary>Who may ask for what: which servers it is about, and rules.</summary>
public sealed record ServicePolicyConfig : PolicySpec
{
    /// <summary>Which servers. Default any.</summary>
    public ServerChoiceConfig Server { get; init; } = new();

    /// <summary>What decides among the rules. Default <see cref="CombiningAlgorithm.FirstMatch"/>.</summary>
    public CombiningAlgorithm Algorithm { get; init; }

    /// <summary>Whether every request passes.</summary>
    public bool AllowAllRequests { get; init; }

    /// <summary>Whether every request is refused.</summary>
    public bool DenyAllRequests { get; init; }

    /// <summary>Clients that pass; null for no such list.</summary>
    public ClientListConfig? AllowList { get; init; }

    /// <summary>Clients that are refused; null for no such list.</summary>
    public ClientListConfig? DenyList { get; init; }

    /// <summary>Rules; null where one of the others is chosen.</summary>
    public IReadOnlyList<ServicePolicyRuleConfig>? Rules { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<ConfigFault> Check(string at) =>
    [
        .. Server.Check(at),
        .. AllowList?.Check($"{at}.allow_list") ?? [],
        .. DenyList?.Check($"{at}.deny_list") ?? [],
        .. (Rules ?? []).SelectMany((rule, i) => rule.Check($"{at}.rule_list.rules[{i}]")),
        .. DoubleNames($"{at}.rule_list.rules"),
    ];

    /// <inheritdoc/>
    public override IEnumerable<PolicyReference> References(string at) =>
    [
        .. AllowList?.References($"{at}.allow_list") ?? [],
        .. DenyList?.References($"{at}.deny_list") ?? [],
        .. (Rules ?? []).SelectMany((rule, i) => rule.References($"{at}.rule_list.rules[{i}].spec")),
    ];

    // Events name the rule.
    private IEnumerable<ConfigFault> DoubleNames(string at)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < (Rules?.Count ?? 0); i++)
        {
            if (!names.Add(Rules![i].Metadata.Name)) yield return new($"{at}[{i}].metadata.name", $"There is another rule '{Rules[i].Metadata.Name}'.");
        }
    }
}

/// <summary>Which servers a policy is about: at most one of three, any server where there is none.</summary>
public sealed record ServerChoiceConfig
{
    /// <summary>A host name, compared with that of the request without its port.</summary>
    public string? Name { get; init; }

    /// <summary>Host names and patterns of them.</summary>
    public TextMatchConfig? NameMatcher { get; init; }

    /// <summary>Label selectors over the labels of the site, all of which must hold.</summary>
    public IReadOnlyList<string>? Selector { get; init; }

    /// <summary>Every fault, with <paramref name="at"/> as the path of the record that holds it.</summary>
    public IEnumerable<ConfigFault> Check(string at)
    {
        if (Name is "") yield return new($"{at}.server_name", "A name is needed.");
        foreach (var fault in NameMatcher?.Check($"{at}.server_name_matcher") ?? []) yield return fault;
        foreach (var fault in LabelSelector.Check($"{at}.server_selector.expressions", Selector ?? [])) yield return fault;
    }
}

/// <summary>Clients by address, network and country: one match is enough.</summary>
public sealed record ClientListConfig
{
    /// <summary>Addresses and prefixes.</summary>
    public IReadOnlyList<string> Prefixes { get; init; } = [];

    /// <summary><c>ip_prefix_set</c> objects.</summary>
    public IReadOnlyList<string> PrefixSets { get; init; } = [];

    /// <summary>Numbers of autonomous systems.</summary>
    public IReadOnlyList<string> AsNumbers { get; init; } = [];

    /// <summary>Countries in two letters.</summary>
    public IReadOnlyList<string> Countries { get; init; } = [];

    /// <summary>What becomes of the other clients. Default <see cref="PolicyAction.NextPolicy"/>.</summary>
    public PolicyAction DefaultAction { get; init; } = PolicyAction.NextPolicy;

    /// <summary>Every fault, with <paramref name="at"/> as the path of this record.</summary>
    public IEnumerable<ConfigFault> Check(string at) =>
    [
        .. Prefixes.Count + PrefixSets.Count + AsNumbers.Count + Countries.Count > 0 ? [] : (ConfigFault[])[new(at, "A list needs clients: prefix_list, ip_prefix_set, asn_list or country_list.")],
        .. PrefixText.Check($"{at}.prefix_list.prefixes", Prefixes),
        .. PrefixText.CheckAsNumbers($"{at}.asn_list.as_numbers", AsNumbers),
        .. CountryText.Check($"{at}.country_list", Countries),
    ];

    /// <summary>The sets it names.</summary>
    public IEnumerable<PolicyReference> References(string at) => PolicyReference.Of($"{at}.ip_prefix_set", KindNames.IpPrefixSet, PrefixSets);
}
