using System.Buffers.Text;

namespace Palisade.Protection.Bots;

/// <summary>Whether the headers of a request are those that the browser it claims to come from sends.</summary>
/// <remarks>
/// Only what every copy of a browser does is asked for. What browsers send to trustworthy origins alone (Fetch Metadata, client
/// hints: W3C Fetch Metadata, section 2; UA Client Hints, section 3) is expected over TLS alone. Each is one sign, which
/// some privacy tool may also leave; so it makes a client suspicious, never malicious.
/// </remarks>
internal static class BrowserCheck
{
    private static readonly BotFinding NoAgent = new(BotClass.Suspicious, "", BotCategory.Unnamed, BotProof.NotNeeded, "It has no User-Agent.");
    private static readonly Flaw NoAccept = new("sends no Accept, which every browser does.");
    private static readonly Flaw NoLanguage = new("sends no Accept-Language, which every browser does.");
    private static readonly Flaw NoEncoding = new("sends no Accept-Encoding, which every browser does.");
    private static readonly Flaw NoFetchMetadata = new("sends no Sec-Fetch headers over TLS, which it has done since Chrome 80, Firefox 90 and Safari 16.4.");
    private static readonly Flaw NoBrands = new("sends no Sec-CH-UA over TLS, which Chrome does since version 89.");
    private static readonly Flaw OtherBrands = new("sends Sec-CH-UA, which only browsers made of Chromium do.");
    private static readonly Flaw OtherVersion = new("names another version in Sec-CH-UA than in User-Agent.");
    private static readonly Flaw OtherPlatform = new("names another system in Sec-CH-UA-Platform than in User-Agent.");
    private static readonly Flaw NoPage = new("opens a page (Sec-Fetch-Mode: navigate) and does not accept text/html.");

    /// <summary>What is out of the ordinary; <see cref="BotFinding.Nothing"/> where nothing is, or where no browser is claimed.</summary>
    /// <param name="secure">Whether the browser spoke TLS, with us or with a trusted proxy.</param>
    public static BotFinding Judge(in RequestTraits traits, bool secure)
    {
        if (traits.UserAgent.IsEmpty) return NoAgent;
        var claim = BrowserClaim.Of(traits.UserAgent);
        return claim.Engine is not BrowserEngine.None && FlawOf(traits, claim, secure) is { } flaw ? flaw.Of(claim.Engine) : BotFinding.Nothing;
    }

    private static Flaw? FlawOf(in RequestTraits traits, BrowserClaim claim, bool secure)
    {
        if (!traits.HasAccept) return NoAccept;
        if (!traits.HasLanguage) return NoLanguage;
        if (!traits.HasEncoding) return NoEncoding;
        if (traits.FetchMode.SequenceEqual("navigate"u8) && traits.Accept.IndexOf("text/html"u8) < 0) return NoPage;
        if (secure && !traits.HasFetchMetadata && HasFetchMetadata(claim)) return NoFetchMetadata;
        if (traits.Brands.IsEmpty) return secure && claim is { Engine: BrowserEngine.Chromium, Major: >= 110 } && IsPlainChrome(traits.UserAgent) ? NoBrands : null;
        if (claim.Engine is not BrowserEngine.Chromium) return OtherBrands;
        if (!NamesVersion(traits.Brands, claim.Major)) return OtherVersion;
        return IsOtherPlatform(traits) ? OtherPlatform : null;
    }

    private static bool HasFetchMetadata(BrowserClaim claim) => claim switch
    {
        { Engine: BrowserEngine.Chromium } => claim.Major >= 80,
        { Engine: BrowserEngine.Gecko } => claim.Major >= 90,
        _ => claim.Major > 16 || claim is { Major: 16, Minor: >= 4 },
    };

    /// <summary>Without a product of somebody else behind it, and no WebView: those need not send brands.</summary>
    private static bool IsPlainChrome(ReadOnlySpan<byte> agent)
    {
        if (agent.IndexOf("; wv)"u8) >= 0) return false;
        var last = agent[(agent.LastIndexOf((byte)' ') + 1)..];
        return last.StartsWith("Safari/"u8);
    }

    /// <summary>Whether some brand has the version: <c>"Chromium";v="120"</c>. Vendors count their own brand as they like.</summary>
    private static bool NamesVersion(ReadOnlySpan<byte> brands, int major)
    {
        while (brands.IndexOf(";v=\""u8) is >= 0 and var at)
        {
            brands = brands[(at + 4)..];
            if (Utf8Parser.TryParse(brands, out int version, out _) && version == major) return true;
        }

        return false;
    }

    private static bool IsOtherPlatform(in RequestTraits traits)
    {
        var agent = traits.UserAgent;
        if (traits.Platform.SequenceEqual("\"Windows\""u8)) return agent.IndexOf("Windows"u8) < 0;
        if (traits.Platform.SequenceEqual("\"macOS\""u8)) return agent.IndexOf("Macintosh"u8) < 0;
        // A tablet that asks for the desktop's page says X11; Linux in Windows' place it never is.
        if (traits.Platform.SequenceEqual("\"Linux\""u8)) return agent.IndexOf("Windows"u8) >= 0 || agent.IndexOf("Macintosh"u8) >= 0;
        return false;
    }

    /// <summary>A sign, with its findings for each engine made once.</summary>
    private sealed class Flaw(string what)
    {
        private readonly BotFinding[] _findings = [.. Enum.GetValues<BrowserEngine>().Select(e => new BotFinding(BotClass.Suspicious, Names[(int)e], BotCategory.FalseBrowser, BotProof.NotNeeded, $"It claims to be {Names[(int)e]} and {what}"))];

        private static string[] Names => ["a browser", "Chrome", "Firefox", "Safari"];

        public BotFinding Of(BrowserEngine engine) => _findings[(int)engine];
    }
}
