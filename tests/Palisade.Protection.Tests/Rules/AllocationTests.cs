using System.Net;
using System.Text;
using Palisade.Engine.Http;
using Palisade.Engine.Rules;
using Palisade.Engine.Transactions;
using Palisade.Engine.Values;

namespace Palisade.Protection.Tests.Rules;

/// <summary>What the engine allocates for a harmless request: what it works with is kept from one transaction to the next.</summary>
public sealed class AllocationTests
{
    // The bound of docs/performance.md; a GET with four arguments and a browser's headers takes about two thirds of it here.
    private const long MostBytes = 1024;

    // Reading JSON keeps a path besides.
    private const long MostBytesWithBody = 1536;
    private const int Requests = 200;

    private static readonly string Words = string.Join('+', Enumerable.Repeat("quiet+letter+from+the+harbour", 30));

    private static readonly Dictionary<string, (string Type, byte[] Body)> Bodies = new(StringComparer.Ordinal)
    {
        ["none"] = ("", []),
        // What is decoded of it is longer than what the collector takes for large.
        ["form"] = ("application/x-www-form-urlencoded", Bytes(string.Join('&', Enumerable.Range(0, 120).Select(i => $"note{i}={Words}")))),
        ["JSON"] = ("application/json", Bytes($"[{string.Join(',', Enumerable.Range(0, 100).Select(i => $$"""{"sku":"GF-{{i}}","name":"a \u201cquiet\u201d harbour","stock":{{i}}}"""))}]")),
    };

    [Theory]
    [InlineData(true, "none")]
    [InlineData(false, "none")]
    [InlineData(true, "form")]
    [InlineData(false, "form")]
    [InlineData(true, "JSON")]
    [InlineData(false, "JSON")]
    public void A_harmless_request_allocates_next_to_nothing(bool coreRuleSet, string kind)
    {
        var folder = coreRuleSet ? SharedFolder.Find("crs") : null;
        if (coreRuleSet && folder is null) return;
        var rules = ProtectionBuilder.Build(new() { Folder = folder, Mode = EngineMode.On }).Rules!;
        var (collections, memory) = (new CollectionStore(TimeProvider.System), new ConnectionMemory());
        var (type, sent) = Bodies[kind];
        var (request, response) = (Request(type, sent), new ResponseHead(200, Bytes("HTTP/1.1"), [Header("Content-Type", "text/html")]));
        var body = Bytes("<html><body>nothing of interest</body></html>");

        // States of automata, names and buffers are made by the first requests.
        for (var i = 0; i < Requests; i++) Run();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Requests; i++) Run();
        var each = (GC.GetAllocatedBytesForCurrentThread() - before) / Requests;

        Assert.InRange(each, 0, sent.Length > 0 ? MostBytesWithBody : MostBytes);

        void Run()
        {
            using var transaction = new Transaction(rules, collections, request, memory);
            Assert.Null(transaction.RequestHeaders());
            Assert.Null(transaction.RequestBody(sent, truncated: false));
            Assert.Null(transaction.ResponseHeaders(response));
            Assert.Null(transaction.ResponseBody(body, truncated: false));
            transaction.Finish();
            Assert.Empty(transaction.Findings);
        }
    }

    private static RequestHead Request(string type, byte[] body)
    {
        var method = body.Length > 0 ? "POST" : "GET";
        HeaderLine[] ofBody = body.Length > 0 ? [Header("Content-Type", type), Header("Content-Length", $"{body.Length}")] : [];
        const string Target = "/catalog/search?q=running+shoes&size=42&colour=dark%20blue&sort=price";
        return new(
            "allocation-test",
            DateTimeOffset.UnixEpoch,
            new(IPAddress.Parse("203.0.113.9"), 44123, IPAddress.Loopback, 8080),
            Bytes(method),
            Bytes(Target),
            Bytes("HTTP/1.1"),
            Bytes($"{method} {Target} HTTP/1.1"),
            [
                Header("Host", "shop.example.com"),
                Header("User-Agent", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"),
                Header("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"),
                Header("Accept-Language", "en-GB,en;q=0.9"),
                Header("Accept-Encoding", "gzip, deflate, br"),
                Header("Referer", "https://shop.example.com/catalog/shoes?page=2"),
                Header("Cookie", "theme=light; consent=yes"),
                .. ofBody,
            ]);
    }

    private static HeaderLine Header(string name, string value) => new(Bytes(name), Bytes(value));

    private static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);
}
