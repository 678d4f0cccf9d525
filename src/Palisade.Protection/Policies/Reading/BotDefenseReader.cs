using Palisade.Configuration.Bots;

namespace Palisade.Protection.Policies.Reading;

/// <summary><c>bot_defense</c>: what is done with bots, and the browser challenge.</summary>
internal static class BotDefenseReader
{
    /// <summary>Reads the <c>spec</c>.</summary>
    public static BotDefenseConfig Read(Fields fields) => new()
    {
        Bots = fields.OptionalText("bots"),
        Actions = fields.Mapping("actions", Actions) ?? new(),
        UnderAttack = fields.Flag("under_attack"),
        Programs = fields.Choice("programs", ProgramsAction.Block),
        Verification = fields.Mapping("verification", Verification) ?? new(),
        Challenge = fields.Mapping("challenge", Challenge) ?? new(),
    };

    private static BotActionsConfig Actions(Fields fields)
    {
        var usual = new BotActionsConfig();
        return new()
        {
            Good = fields.Choice("good", usual.Good),
            Suspicious = fields.Choice("suspicious", usual.Suspicious),
            Malicious = fields.Choice("malicious", usual.Malicious),
            None = fields.Choice("none", usual.None),
        };
    }

    private static BotVerificationConfig Verification(Fields fields)
    {
        var usual = new BotVerificationConfig();
        return new()
        {
            Dns = fields.Flag("dns", usual.Dns),
            Servers = fields.Texts("servers"),
            TimeoutMs = fields.Number("timeout_ms", usual.TimeoutMs),
            VerifiedSeconds = fields.Number("verified_seconds", usual.VerifiedSeconds),
            SpoofedSeconds = fields.Number("spoofed_seconds", usual.SpoofedSeconds),
        };
    }

    private static ChallengeConfig Challenge(Fields fields)
    {
        var usual = new ChallengeConfig();
        return new()
        {
            Status = fields.Number("status", usual.Status),
            PassMinutes = fields.Number("pass_minutes", usual.PassMinutes),
            Difficulty = fields.Number("difficulty", usual.Difficulty),
            SuspiciousDifficulty = fields.Number("suspicious_difficulty", usual.SuspiciousDifficulty),
            MaliciousDifficulty = fields.Number("malicious_difficulty", usual.MaliciousDifficulty),
            Ipv4Bits = fields.Number("ipv4_bits", usual.Ipv4Bits),
            Ipv6Bits = fields.Number("ipv6_bits", usual.Ipv6Bits),
            RefuseAutomation = fields.Flag("refuse_automation"),
            KeyFile = fields.OptionalText("key_file"),
            KeyDays = fields.Number("key_days", usual.KeyDays),
            Brand = fields.Mapping("brand", Brand) ?? new(),
        };
    }

    private static ChallengeBrandConfig Brand(Fields fields)
    {
        var usual = new ChallengeBrandConfig();
        return new()
        {
            Language = fields.OptionalText("language") ?? usual.Language,
            Title = fields.OptionalText("title") ?? usual.Title,
            Text = fields.OptionalText("text") ?? usual.Text,
            Name = fields.OptionalText("name") ?? usual.Name,
            Logo = fields.OptionalText("logo"),
            Color = fields.OptionalText("color") ?? usual.Color,
            Texts = fields.Pairs("texts"),
        };
    }
}
