using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using Palisade.Engine.Http;
using Palisade.Engine.Programs;
using Palisade.Engine.Rules;
using Palisade.Engine.Transactions;
using Palisade.Engine.Values;
using Xunit.Abstractions;

namespace Palisade.Protection.Tests.Signatures;

/// <summary>What the built-in signatures make of labelled requests. The floors only keep what is there; the figures are printed.</summary>
public sealed class CorpusTests(ITestOutputHelper output)
{
    private static readonly Lazy<RuleSet> Rules = new(() => ProtectionBuilder.Build(new() { Mode = EngineMode.On }).Rules!);

    [Theory]
    [InlineData("text-benign.jsonl.gz", 0.0, 0.002)]
    [InlineData("mgm-benign.jsonl.gz", 0.0, 0.02)]
    [InlineData("mgm-attack.jsonl.gz", 0.78, 1.0)]
    public void Rates_stay_within_their_floors(string file, double least, double most)
    {
        if (SharedFolder.Find(Path.Combine("corpora", file)) is not { } path) return;
        var byCategory = new Dictionary<string, (int Blocked, int All)>(StringComparer.Ordinal);
        foreach (var line in Lines(path))
        {
            using var request = JsonDocument.Parse(line);
            var category = request.RootElement.GetProperty("cat").GetString()!;
            var (blocked, all) = byCategory.GetValueOrDefault(category);
            var (isBlocked, why) = Run(request.RootElement);
            if (isBlocked == most < 0.5) output.WriteLine($"{why}: {line[..Math.Min(line.Length, 300)]}");
            byCategory[category] = (blocked + (isBlocked ? 1 : 0), all + 1);
        }

        foreach (var (category, (blocked, all)) in byCategory.OrderBy(c => c.Key, StringComparer.Ordinal)) output.WriteLine($"{category}: {blocked} of {all} blocked");
        var rate = byCategory.Values.Sum(c => c.Blocked) / (double)byCategory.Values.Sum(c => c.All);
        output.WriteLine($"{file}: {rate:P2} blocked");
        Assert.InRange(rate, least, most);
    }

    // The others are recognisers and classes of attacks, which the rates above hold.
    private const long FirstOfProducts = 26300000;
    private const long LastOfProducts = 26899999;

    [Theory]
    [InlineData("text-benign.jsonl.gz")]
    [InlineData("mgm-benign.jsonl.gz")]
    public void What_is_written_for_products_finds_nothing_in_harmless_requests(string file)
    {
        if (SharedFolder.Find(Path.Combine("corpora", file)) is not { } path) return;
        foreach (var line in Lines(path))
        {
            using var request = JsonDocument.Parse(line);
            var (_, why) = Run(request.RootElement);
            Assert.DoesNotContain(why.Split(',', StringSplitOptions.RemoveEmptyEntries), id => long.Parse(id) is >= FirstOfProducts and <= LastOfProducts);
        }
    }

    private static IEnumerable<string> Lines(string path)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        while (reader.ReadLine() is { } line) yield return line;
    }

    private static (bool Blocked, string Why) Run(JsonElement request)
    {
        var method = request.GetProperty("method").GetString()!;
        var target = request.GetProperty("target").GetString()!;
        var headers = request.GetProperty("headers").EnumerateArray().Select(h => new HeaderLine(Bytes(h[0].GetString()!), Bytes(h[1].GetString()!))).ToList();
        var head = new RequestHead(
            "corpus",
            DateTimeOffset.UnixEpoch,
            new(IPAddress.Parse("198.51.100.7"), 1, IPAddress.Loopback, 80),
            Bytes(method),
            Bytes(target),
            Bytes("HTTP/1.1"),
            Bytes($"{method} {target} HTTP/1.1"),
            headers);
        using var tx = new Transaction(Rules.Value, new CollectionStore(TimeProvider.System), head);
        if (tx.RequestHeaders() is null) tx.RequestBody(Bytes(request.GetProperty("body").GetString() ?? ""), truncated: false);
        tx.Finish();
        return (tx.Interruption is not null, string.Join(',', tx.Findings.Select(f => f.Rule.Id)));
    }

    private static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);
}
