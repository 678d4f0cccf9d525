using Palisade.Bench.Requests;
using Palisade.Detection.Html;
using Palisade.Detection.Sql;
using Palisade.Engine.Bodies;

namespace Palisade.Bench.Micro.Cases;

/// <summary>All pieces that are measured.</summary>
internal static class MicroCaseList
{
    private const int KiB = 1024;

    // What people write, what looks like an attack and is none, and an attack.
    private static readonly byte[] Prose = "The garden chairs that we ordered in June haven't come; could you please look, and call me back after 5 o'clock?"u8.ToArray();
    private static readonly byte[] Sql = "1' UNION SELECT login, password FROM users WHERE '1'='1"u8.ToArray();
    private static readonly byte[] Script = "\"><img src=x onerror=alert(document.cookie)>"u8.ToArray();

    /// <summary>The one list.</summary>
    /// <param name="crs">A Core Rule Set checkout.</param>
    public static IReadOnlyList<MicroCase> All(string crs) =>
    [
        new("engine.get", "five phases of a browser GET, Core Rule Set", () => new Inspection(crs, Harmless.Get).Run, MostBytes: KiB),
        new("engine.form", "five phases of a form POST, Core Rule Set", () => new Inspection(crs, Harmless.Form).Run, MostBytes: KiB),
        new("engine.json", "five phases of 8 KiB of JSON, Core Rule Set", () => new Inspection(crs, Harmless.Json).Run, MostBytes: KiB),
        new("engine.upload", "five phases of an upload of 1 MiB, Core Rule Set", () => new Inspection(crs, Harmless.Upload).Run, MostBytes: 4 * KiB),
        new("engine.arguments", "five phases of 100 arguments of 1 KB, Core Rule Set", () => new Inspection(crs, Harmless.Arguments).Run, MostBytes: KiB),
        new("sites.compile", "a changed site over the Core Rule Set", () => Compile(new(crs))),
        new("sites.memory", "what each of 1,000 sites over the Core Rule Set keeps", () => new Sites(crs).Keep, MostBytes: 64 * KiB, Keeps: true),
        new("sqli.prose", "SqlInjection.Detect, harmless prose", () => () => SqlInjection.Detect(Prose)),
        new("sqli.attack", "SqlInjection.Detect, UNION SELECT", () => () => SqlInjection.Detect(Sql)),
        new("xss.prose", "Xss.Detect, harmless prose", () => () => Xss.Detect(Prose)),
        new("xss.attack", "Xss.Detect, an event handler", () => () => Xss.Detect(Script)),
        new("prefixes.lookup", "1,000 look-ups in a million prefixes of each family", () => new PrefixLookups().Run, MostBytes: 0),
        new("trust.issue", "a signing request checked and an identity issued", () => new Trusting().Enrol),
        new("trust.admit", "a peer's certificate: chain, use, identity, lists, role", () => new Trusting().Admit),
        new("snapshot.publish", "one of 10,000 entries changed, and the snapshot signed", () => new SnapshotChange().Publish),
        new("snapshot.verify", "the manifest of 10,000 entries verified", () => new SnapshotChange().Verify),
        new("body.form", "UrlEncodedBody.Parse, eight fields", Form),
        new("body.json", "JsonBody.Parse, 300 values in 8 KiB", Json),
        new("body.upload", "MultipartBody.Parse, 1 MiB", Upload),
    ];

    private static Action Compile(Sites sites) => () => sites.Compile();

    private static Action Form()
    {
        var body = new ParsedRequest(Harmless.Form).Body;
        return () => UrlEncodedBody.Parse(body, (byte)'&', 1000, new ParsedBody());
    }

    private static Action Json()
    {
        var body = new ParsedRequest(Harmless.Json).Body;
        return () => JsonBody.Parse(body, JsonNaming.ModSecurity, 512, 1000, new ParsedBody());
    }

    private static Action Upload()
    {
        var request = new ParsedRequest(Harmless.Upload);
        var type = request.Header("Content-Type"u8);
        return () => MultipartBody.Parse(request.Body, type.Span, 100, 1000, new ParsedBody());
    }
}
