using System.Net;
using System.Text;
using Palisade.Configuration;
using Palisade.Gateway.Accept;

namespace Palisade.Gateway.Proxy;

/// <summary>What a client sees in the place of the application's answer: a page with its support id, or JSON for programs.</summary>
internal sealed class BlockPage
{
    private const string BuiltIn = """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="robots" content="noindex">
        <title>{{reason}}</title>
        <style>
        body{font:16px/1.5 system-ui,sans-serif;margin:0;display:grid;place-items:center;min-height:100vh;background:#f5f6f8;color:#1d2733}
        main{max-width:34rem;padding:2rem}
        h1{font-size:1.5rem;margin:0 0 .5rem}
        code{display:inline-block;padding:.2rem .5rem;background:#e4e8ee;border-radius:4px;letter-spacing:.05em;overflow-wrap:anywhere}
        small{color:#5b6775}
        @media(prefers-color-scheme:dark){body{background:#12171d;color:#e3e9f0}code{background:#26303b}small{color:#93a1b0}}
        </style>
        </head>
        <body>
        <main>
        <h1>{{reason}}</h1>
        <p>If you think this is a mistake, tell the owner of this site this number:</p>
        <p><code>{{support_id}}</code></p>
        <small>{{status}}</small>
        </main>
        </body>
        </html>
        """;

    private readonly string _template;

    /// <summary>Reads the operator's page, or takes the built-in one.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public BlockPage(BlockPageConfig config) => _template = config.File is null ? BuiltIn : File.ReadAllText(config.File);

    /// <summary>The page of a verdict.</summary>
    public byte[] Html(Verdict verdict, string supportId) => Fill(_template, verdict, supportId);

    /// <summary>A page of somebody's own, filled in.</summary>
    public static byte[] Fill(string template, Verdict verdict, string supportId) => Encoding.UTF8.GetBytes(template
        .Replace("{{reason}}", WebUtility.HtmlEncode(Words(verdict)), StringComparison.Ordinal)
        .Replace("{{status}}", verdict.Status.ToString(), StringComparison.Ordinal)
        .Replace("{{support_id}}", supportId, StringComparison.Ordinal));

    /// <summary>The same for programs.</summary>
    public static byte[] Json(Verdict verdict, string supportId) =>
        Encoding.UTF8.GetBytes($$"""{"status":{{verdict.Status}},"error":"{{Words(verdict)}}","support_id":"{{supportId}}"}""");

    /// <summary>Whether a client that sends this <c>Accept</c> would rather read JSON.</summary>
    public static bool WantsJson(string accept) =>
        accept.Contains("application/json", StringComparison.OrdinalIgnoreCase) && !accept.Contains("text/html", StringComparison.OrdinalIgnoreCase);

    /// <summary>What happened, in words that give nothing away about the rules.</summary>
    private static string Words(Verdict verdict) => verdict switch
    {
        { Kind: VerdictKind.Block } => "This request was blocked",
        { Kind: VerdictKind.Limit } => "Too many requests",
        { Kind: VerdictKind.NoSite, Status: 421 } => "This connection is for another site",
        { Kind: VerdictKind.NoSite } => "There is no site of this name here",
        { Reason: "maintenance" } => "This site is being worked on",
        { Kind: VerdictKind.Closed } => "This site is switched off",
        { Kind: VerdictKind.OriginFailed, Status: 504 } => "The application did not answer in time",
        { Kind: VerdictKind.OriginFailed } => "The application cannot be reached",
        { Kind: VerdictKind.EngineFailed } => "This request could not be checked",
        { Status: 413 or 414 or 431 } => "This request is too large",
        { Status: 408 } => "This request took too long",
        _ => "This request is malformed",
    };
}
