using Palisade.Configuration.Documents;

namespace Palisade.Configuration.Objects.Kinds;

/// <summary>
/// <c>feature_flags</c>: parts of the protection that can be switched off, and on again, for all sites of the tenants that it was rolled out to. Each is on by default; one
/// that is absent (null) is left as it is.
/// </summary>
public sealed record FeatureFlagsSpec
{
    /// <summary>Challenges to clients that may be bots. Off: what would be challenged is reported and goes on.</summary>
    public bool? BotChallenges { get; init; }

    /// <summary>Whether the built-in protection reads a request also as an application might that does not go by its form: a body without a type by what it looks like, JSON in a parameter.</summary>
    public bool? CloseReading { get; init; }

    /// <summary>The built-in recognisers of SQL, scripts, shells and the like.</summary>
    public bool? Recognisers { get; init; }

    /// <summary>The inspection of response bodies.</summary>
    public bool? ResponseInspection { get; init; }

    /// <summary>Signatures of threat campaigns.</summary>
    public bool? ThreatCampaigns { get; init; }

    /// <summary>The built-in patches of known vulnerabilities.</summary>
    public bool? VirtualPatches { get; init; }

    /// <summary>Reads the <c>spec</c>.</summary>
    public static FeatureFlagsSpec Read(Fields fields) => new()
    {
        BotChallenges = Flag(fields, "bot_challenges"),
        CloseReading = Flag(fields, "close_reading"),
        Recognisers = Flag(fields, "recognisers"),
        ResponseInspection = Flag(fields, "response_inspection"),
        ThreatCampaigns = Flag(fields, "threat_campaigns"),
        VirtualPatches = Flag(fields, "virtual_patches"),
    };

    /// <summary>These flags, and where they say nothing those of <paramref name="before"/>.</summary>
    public FeatureFlagsSpec Over(FeatureFlagsSpec before) => new()
    {
        BotChallenges = BotChallenges ?? before.BotChallenges,
        CloseReading = CloseReading ?? before.CloseReading,
        Recognisers = Recognisers ?? before.Recognisers,
        ResponseInspection = ResponseInspection ?? before.ResponseInspection,
        ThreatCampaigns = ThreatCampaigns ?? before.ThreatCampaigns,
        VirtualPatches = VirtualPatches ?? before.VirtualPatches,
    };

    private static bool? Flag(Fields fields, string name) => fields.Has(name) ? fields.Flag(name) : null;
}
