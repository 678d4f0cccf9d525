namespace Palisade.Configuration.Policies.Firewall;

/// <summary>Which signatures decide, by how often they fire on harmless traffic.</summary>
public enum SignatureSelection
{
    /// <summary>Those of high and medium accuracy.</summary>
    HighMediumAccuracySignatures,

    /// <summary>Those of high accuracy.</summary>
    OnlyHighAccuracySignatures,

    /// <summary>All.</summary>
    HighMediumLowAccuracySignatures,
}

/// <summary>What is done about a violation.</summary>
public enum ViolationSetting
{
    /// <summary>It is not looked for.</summary>
    Off,

    /// <summary>It leaves an event, and the request goes on.</summary>
    Report,

    /// <summary>The request is refused.</summary>
    Block,
}

/// <summary><c>app_firewall</c>: how signatures and recognisers decide about requests.</summary>
public sealed record AppFirewallConfig : PolicySpec
{
    /// <summary>The default of <see cref="BlockAt"/>: one signature of high accuracy, or two that see different things.</summary>
    public const int UsualBlockAt = 5;

    /// <summary>Whether it only reports. Default false: it blocks.</summary>
    public bool Monitoring { get; init; }

    /// <summary>Which signatures decide. Default those of high and medium accuracy.</summary>
    public SignatureSelection Signatures { get; init; }

    /// <summary>Attack types that are not looked for, as <c>ATTACK_TYPE_SQL_INJECTION</c>. Default none.</summary>
    public IReadOnlyList<string> DisabledAttackTypes { get; init; } = [];

    /// <summary>Violations that are not looked for, as <c>VIOL_JSON_MALFORMED</c>. Default none.</summary>
    public IReadOnlyList<string> DisabledViolations { get; init; } = [];

    /// <summary>Violations that leave an event and do not refuse. Default none.</summary>
    public IReadOnlyList<string> ReportedViolations { get; init; } = [];

    /// <summary>Violations that refuse, also those that are looked for only where asked. Default none besides those that always do.</summary>
    public IReadOnlyList<string> BlockedViolations { get; init; } = [];

    /// <summary>Whether signatures of threat campaigns are used. Default true.</summary>
    public bool ThreatCampaigns { get; init; } = true;

    /// <summary>Whether what is unusual at an endpoint adds to what is found there. Default true.</summary>
    public bool EndpointHabits { get; init; } = true;

    /// <summary>For how many days a new signature reports and does not decide; 0, the default, for none.</summary>
    public int StagingDays { get; init; }

    /// <summary>The score at which a request is refused, 1 to 99.</summary>
    public int BlockAt { get; init; } = UsualBlockAt;

    /// <summary>The score at which an answer is replaced, 1 to 99.</summary>
    public int BlockResponseAt { get; init; } = UsualBlockAt;

    /// <summary>The score at which a request is reported, 0 to <see cref="BlockAt"/>. Default 0: whatever a signature finds.</summary>
    public int ReportAt { get; init; }

    /// <summary>Statuses that answers of the application may have; empty, the default, for all.</summary>
    public IReadOnlyList<int> AllowedResponseCodes { get; init; } = [];

    /// <summary>What a client sees whose request was refused; null for the gateway's own page.</summary>
    public BlockingPageConfig? BlockingPage { get; init; }

    /// <summary>What is done about a violation of the request's head that may be let through.</summary>
    public ViolationSetting SettingOf(string violation)
    {
        if (DisabledViolations.Contains(violation, StringComparer.Ordinal)) return ViolationSetting.Off;
        if (ReportedViolations.Contains(violation, StringComparer.Ordinal)) return ViolationSetting.Report;
        return FirewallViolations.Optional.Contains(violation) && !BlockedViolations.Contains(violation, StringComparer.Ordinal) ? ViolationSetting.Off : ViolationSetting.Block;
    }

    /// <inheritdoc/>
    public override IEnumerable<ConfigFault> Check(string at)
    {
        if (StagingDays is < 0 or > 365) yield return new($"{at}.detection_settings", $"A staging period of {StagingDays} days is not in 0 to 365.");
        if (BlockAt is < 1 or > 99) yield return new($"{at}.thresholds.block_at", $"{BlockAt} is not in 1 to 99.");
        if (BlockResponseAt is < 1 or > 99) yield return new($"{at}.thresholds.block_response_at", $"{BlockResponseAt} is not in 1 to 99.");
        if (ReportAt < 0 || ReportAt > BlockAt) yield return new($"{at}.thresholds.report_at", $"{ReportAt} is not in 0 to block_at, {BlockAt}.");
        for (var i = 0; i < AllowedResponseCodes.Count; i++)
        {
            if (AllowedResponseCodes[i] is < 100 or > 599) yield return new($"{at}.allowed_response_codes.response_code[{i}]", $"{AllowedResponseCodes[i]} is not an HTTP status.");
        }

        foreach (var fault in BlockingPage?.Check($"{at}.blocking_page") ?? []) yield return fault;
    }
}

/// <summary>A page of the operator's own.</summary>
public sealed record BlockingPageConfig
{
    private const int LongestPage = 64 * 1024;

    /// <summary>HTML; <c>{{support_id}}</c>, <c>{{status}}</c> and <c>{{reason}}</c> are filled in. At most 64 KiB.</summary>
    public string Html { get; init; } = "";

    /// <summary>The status it is sent with. Default 403.</summary>
    public int ResponseCode { get; init; } = 403;

    /// <summary>Every fault, with <paramref name="at"/> as the path of this record.</summary>
    public IEnumerable<ConfigFault> Check(string at)
    {
        if (Html.Length is 0 or > LongestPage) yield return new($"{at}.blocking_page", "The page is empty or longer than 64 KiB.");
        if (ResponseCode is < 200 or > 599) yield return new($"{at}.response_code", $"{ResponseCode} is not an HTTP status from 200 to 599.");
    }
}
