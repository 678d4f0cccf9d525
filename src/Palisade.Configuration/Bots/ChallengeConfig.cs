using Palisade.Configuration.Documents;

namespace Palisade.Configuration.Bots;

/// <summary>The browser challenge: a page that runs a script, and a signed cookie for who passed.</summary>
public sealed record ChallengeConfig
{
    /// <summary>The status of the page, 403 or 429. Default 403: the request was understood and refused. Never 503, which monitoring takes for an outage.</summary>
    public int Status { get; init; } = 403;

    /// <summary>How long a passed challenge holds, in minutes, 1 to 10,080 (a week). Default 60.</summary>
    public int PassMinutes { get; init; } = 60;

    /// <summary>Leading zero bits of the proof of work for a client that is not suspicious, 8 to 24. Default 15: 33 thousand hashes on average, a tenth of a second on a desktop, half a second on a telephone.</summary>
    public int Difficulty { get; init; } = 15;

    /// <summary>The same for a suspicious client. Default 17: four times as much.</summary>
    public int SuspiciousDifficulty { get; init; } = 17;

    /// <summary>The same for a malicious one. Default 19.</summary>
    public int MaliciousDifficulty { get; init; } = 19;

    /// <summary>How much of an IPv4 client's address must stay the same, in bits, 0 to 32. Default 24: telephones change address within their provider's network.</summary>
    public int Ipv4Bits { get; init; } = 24;

    /// <summary>The same for IPv6, 0 to 128. Default 56, what providers commonly give a household.</summary>
    public int Ipv6Bits { get; init; } = 56;

    /// <summary>Whether a browser that says a program drives it (<c>navigator.webdriver</c>) fails. Default false: it is noted in the event.</summary>
    public bool RefuseAutomation { get; init; }

    /// <summary>
    /// The file with the signing keys, newest first; made, readable by its owner alone, if it is not there. Gateways that serve one site share it. Null
    /// (the default) for keys that live in memory: a restart then challenges everybody again. Relative to the policy file.
    /// </summary>
    public string? KeyFile { get; init; }

    /// <summary>How old a key of our own making may become, in days, 1 to 365. Default 7. The one before stays valid until the next change.</summary>
    public int KeyDays { get; init; } = 7;

    /// <summary>What the page looks like.</summary>
    public ChallengeBrandConfig Brand { get; init; } = new();

    /// <summary>Every fault, with <paramref name="at"/> as the path of this record.</summary>
    public IEnumerable<ConfigFault> Check(string at)
    {
        if (Status is not (403 or 429)) yield return new($"{at}.status", $"{Status} is neither 403 nor 429.");
        if (PassMinutes is < 1 or > 10_080) yield return Range($"{at}.pass_minutes", PassMinutes, 1, 10_080);
        if (Difficulty is < 8 or > 24) yield return Range($"{at}.difficulty", Difficulty, 8, 24);
        if (SuspiciousDifficulty is < 8 or > 24) yield return Range($"{at}.suspicious_difficulty", SuspiciousDifficulty, 8, 24);
        if (MaliciousDifficulty is < 8 or > 24) yield return Range($"{at}.malicious_difficulty", MaliciousDifficulty, 8, 24);
        if (Ipv4Bits is < 0 or > 32) yield return Range($"{at}.ipv4_bits", Ipv4Bits, 0, 32);
        if (Ipv6Bits is < 0 or > 128) yield return Range($"{at}.ipv6_bits", Ipv6Bits, 0, 128);
        if (KeyDays is < 1 or > 365) yield return Range($"{at}.key_days", KeyDays, 1, 365);
        if (Directory.Exists(KeyFile)) yield return new($"{at}.key_file", $"'{KeyFile}' is a folder; a file is needed.");
        foreach (var fault in Brand.Check($"{at}.brand")) yield return fault;
    }

    private static ConfigFault Range(string field, int value, int low, int high) => new(field, $"{value} is not in {low} to {high}.");
}

/// <summary>What the page of the challenge looks like.</summary>
public sealed record ChallengeBrandConfig
{
    /// <summary>The names of <see cref="Texts"/>.</summary>
    public static IReadOnlyList<string> TextNames { get; } = ["working", "progress", "done", "failed", "why", "retry", "cookies", "script", "unsent", "reference"];

    private const int MostText = 500;
    private const int MostLogo = 64 * 1024;

    /// <summary>The language of <see cref="Title"/> and <see cref="Text"/>, as <c>en</c> or <c>de-AT</c>. Default <c>en</c>.</summary>
    public string Language { get; init; } = "en";

    /// <summary>The heading. Default "Checking your browser".</summary>
    public string Title { get; init; } = "Checking your browser";

    /// <summary>A sentence below it. Default says that it takes a moment and happens by itself.</summary>
    public string Text { get; init; } = "This takes a moment and happens by itself. You do not have to do anything.";

    /// <summary>The site's or company's name above the heading; empty (the default) for none.</summary>
    public string Name { get; init; } = "";

    /// <summary>A logo as a <c>data:image/…</c> URI of at most 64 KiB; null (the default) for a shield of ours.</summary>
    public string? Logo { get; init; }

    /// <summary>The page's other texts by name (<c>docs/bots.md</c> lists them), for other languages; what is not named stays English.</summary>
    public IReadOnlyDictionary<string, string> Texts { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The colour of the bar and of the shield, as <c>#1f6feb</c>. Text keeps colours of ours, which can be read on light and dark.</summary>
    public string Color { get; init; } = "#2457d6";

    /// <summary>Every fault, with <paramref name="at"/> as the path of this record.</summary>
    public IEnumerable<ConfigFault> Check(string at)
    {
        if (Language.Length is < 2 or > 35 || !Language.All(c => char.IsAsciiLetterOrDigit(c) || c is '-')) yield return new($"{at}.language", $"'{Language}' is not a language such as en or de-AT.");
        if (Title.Length is 0 or > MostText) yield return new($"{at}.title", $"1 to {MostText} characters are needed.");
        if (Text.Length > MostText) yield return new($"{at}.text", $"At most {MostText} characters.");
        if (Name.Length > MostText) yield return new($"{at}.name", $"At most {MostText} characters.");
        foreach (var (name, text) in Texts)
        {
            if (!TextNames.Contains(name, StringComparer.Ordinal)) yield return new(FieldPath.Member($"{at}.texts", name), $"There is no such text; there are {string.Join(", ", TextNames)}.");
            if (text.Length is 0 or > MostText) yield return new(FieldPath.Member($"{at}.texts", name), $"1 to {MostText} characters are needed.");
        }

        if (Logo is not null && (!Logo.StartsWith("data:image/", StringComparison.Ordinal) || Logo.Length > MostLogo)) yield return new($"{at}.logo", $"A data:image/ URI of at most {MostLogo} characters is needed: the page loads nothing.");
        if (Color.Length != 7 || Color[0] != '#' || !Color.Skip(1).All(char.IsAsciiHexDigit)) yield return new($"{at}.color", $"'{Color}' is not a colour such as #1f6feb.");
    }
}
