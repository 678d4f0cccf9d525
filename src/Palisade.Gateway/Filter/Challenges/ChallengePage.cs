using System.Net;
using System.Security.Cryptography;
using System.Text;
using Palisade.Configuration.Bots;
using Palisade.Gateway.Accept;

namespace Palisade.Gateway.Filter.Challenges;

/// <summary>The page that a browser sees. It loads nothing from anywhere, and its policy (CSP) allows it nothing but its own script and style.</summary>
internal static class ChallengePage
{
    private const string HtmlType = "text/html; charset=utf-8";
    private const string Shield = """<svg viewBox="0 0 24 24" aria-hidden="true"><path fill="currentColor" d="M12 1.5 3.5 4.7v6.6c0 5.2 3.5 9.6 8.5 11.2 5-1.6 8.5-6 8.5-11.2V4.7L12 1.5z" opacity=".18"/><path fill="none" stroke="currentColor" stroke-width="1.6" stroke-linejoin="round" d="M12 2.4 4.3 5.3v6c0 4.7 3.1 8.7 7.7 10.3 4.6-1.6 7.7-5.6 7.7-10.3v-6L12 2.4z"/><path fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" d="m8.3 11.9 2.7 2.7 4.9-5.2"/></svg>""";

    private static readonly string Challenge = Resource("challenge.html");
    private static readonly string FailedPage = Resource("failed.html");
    private static readonly string Style = Resource("style.css");
    private static readonly string Script = Resource("challenge.js");

    /// <summary>The page with a puzzle.</summary>
    /// <param name="policy">The object that asks.</param>
    /// <param name="unsent">Whether the client sent something that was not passed on.</param>
    public static Reply Of(string policy, ChallengeBrandConfig brand, string puzzle, string word, int difficulty, string target, bool unsent, string supportId) =>
        Filled(Challenge, brand, supportId, target, new(StringComparer.Ordinal)
        {
            ["policy"] = Html(policy),
            ["puzzle"] = puzzle,
            ["word"] = word,
            ["difficulty"] = difficulty.ToString(),
            ["script"] = Script,
            ["unsent"] = unsent ? $"""<p class="note">{Html(Text(brand, "unsent"))}</p>""" : "",
        });

    /// <summary>The page of who did not pass.</summary>
    public static Reply Failed(ChallengeBrandConfig brand, string target, string supportId) => Filled(FailedPage, brand, supportId, target, new(StringComparer.Ordinal));

    /// <summary>For programs (RFC 9457).</summary>
    public static Reply Problem(int status, string supportId) => new(
        "application/problem+json",
        Encoding.UTF8.GetBytes($$"""{"type":"about:blank","title":"A browser check is needed","status":{{status}},"detail":"Open this site in a browser first; requests that carry its cookie pass.","support_id":"{{supportId}}"}"""));

    private static Reply Filled(string page, ChallengeBrandConfig brand, string supportId, string target, Dictionary<string, string> values)
    {
        var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
        values["nonce"] = nonce;
        values["style"] = Style.Replace("{{color}}", brand.Color, StringComparison.Ordinal);
        values["language"] = Html(brand.Language);
        values["title"] = Html(brand.Title);
        values["text"] = Html(brand.Text);
        values["name"] = brand.Name.Length is 0 ? "" : $"<span>{Html(brand.Name)}</span>";
        values["logo"] = brand.Logo is { } logo ? $"""<img src="{Html(logo)}" alt="">""" : Shield;
        values["target"] = Html(target);
        values["support_id"] = Html(supportId);
        foreach (var name in ChallengeTexts.Usual.Keys) values[$"text_{name}"] = Html(Text(brand, name));

        var policy = $"default-src 'none'; script-src 'nonce-{nonce}'; style-src 'nonce-{nonce}'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'self'";
        return new Reply(
            HtmlType,
            Encoding.UTF8.GetBytes(Fill(page, values)),
            new("Content-Security-Policy", policy),
            new("X-Content-Type-Options", "nosniff"),
            new("Referrer-Policy", "same-origin"),
            new("Vary", "Cookie"));
    }

    /// <summary>In one pass, so that nothing that is filled in is taken for a place to fill.</summary>
    private static string Fill(string page, Dictionary<string, string> values)
    {
        var filled = new StringBuilder(page.Length + 16 * 1024);
        for (var at = 0; ;)
        {
            var open = page.IndexOf("{{", at, StringComparison.Ordinal);
            if (open < 0) return filled.Append(page.AsSpan(at)).ToString();
            var close = page.IndexOf("}}", open, StringComparison.Ordinal);
            filled.Append(page.AsSpan(at, open - at)).Append(values[page[(open + 2)..close]]);
            at = close + 2;
        }
    }

    private static string Text(ChallengeBrandConfig brand, string name) => brand.Texts.TryGetValue(name, out var own) ? own : ChallengeTexts.Usual[name];

    private static string Html(string text) => WebUtility.HtmlEncode(text);

    private static string Resource(string name)
    {
        using var reader = new StreamReader(typeof(ChallengePage).Assembly.GetManifestResourceStream("challenge/" + name)!);
        return reader.ReadToEnd().TrimEnd();
    }
}
