using System.Net;
using Palisade.Configuration.Bots;
using Palisade.Gateway.Filter.Bots;
using Palisade.Gateway.Filter.Bots.Dns;
using Palisade.Gateway.Tests.Servers;
using Palisade.Protection.Bots;

namespace Palisade.Gateway.Tests.Filter.Bots;

public sealed class BotVerifierTests
{
    private const string Bots = "{category: search_engine, class: good, bots: [{name: Finder, user_agent: [Finder], verify: {dns: [finder.example], ranges: [198.51.100.0/24]}}]}";

    private static readonly BotCatalog Catalog = new(BotFile.Read("a.yaml", Bots).Bots);
    private static readonly BotClaim Claim = Catalog.Claims[0];

    [Fact]
    public async Task An_address_whose_name_leads_back_to_it_is_verified_and_asked_for_once()
    {
        await using var dns = new DnsServer().Ptr("192.0.2.7", "crawl.finder.example").A("crawl.finder.example", "192.0.2.7");
        var verifier = Verifier();

        Assert.Equal(BotProof.Pending, verifier.Judge(Claim, IPAddress.Parse("192.0.2.7"), Defense(dns)).Proof);
        for (var i = 0; i < 20; i++) verifier.Judge(Claim, IPAddress.Parse("192.0.2.7"), Defense(dns));

        Assert.Equal((BotProof.Verified, BotClass.Good), await SettledAsync(verifier, "192.0.2.7", dns));
        Assert.Equal(2, dns.Asked);
    }

    [Fact]
    public async Task A_name_of_somebody_else_one_that_leads_elsewhere_and_none_at_all_are_spoofed()
    {
        await using var dns = new DnsServer()
            .Ptr("192.0.2.1", "crawl.finder.example.evil.example")
            .Ptr("192.0.2.2", "crawl.finder.example").A("crawl.finder.example", "192.0.2.99")
            .Ptr("192.0.2.3", "notfinder.example");
        var verifier = Verifier();

        foreach (var address in new[] { "192.0.2.1", "192.0.2.2", "192.0.2.3", "192.0.2.4" })
            Assert.Equal((BotProof.Spoofed, BotClass.Malicious), await SettledAsync(verifier, address, dns));
    }

    [Fact]
    public async Task An_address_whose_DNS_is_silent_is_neither_good_nor_false()
    {
        await using var dns = new DnsServer { Change = _ => null };

        Assert.Equal((BotProof.Unknown, BotClass.Suspicious), await SettledAsync(Verifier(), "192.0.2.7", dns));
    }

    [Fact]
    public async Task A_published_address_needs_no_DNS_and_where_DNS_is_off_others_prove_nothing()
    {
        await using var dns = new DnsServer();

        Assert.Equal(BotProof.Verified, Verifier().Judge(Claim, IPAddress.Parse("198.51.100.9"), Defense(dns)).Proof);
        var off = new BotDefense("bots", new() { Verification = new() { Dns = false } }, Catalog);
        Assert.Equal((BotProof.Unknown, BotClass.None), Of(Verifier().Judge(Claim, IPAddress.Parse("192.0.2.7"), off)));
        Assert.Equal(0, dns.Asked);
    }

    [Fact]
    public async Task More_claims_than_are_verified_at_once_are_not_taken_for_good()
    {
        await using var dns = new DnsServer { Change = _ => null };
        var (verifier, defense) = (Verifier(), Defense(dns, timeoutMs: 5000));

        var judged = Enumerable.Range(1, 100).Select(i => verifier.Judge(Claim, new IPAddress([192, 0, 2, (byte)i]), defense)).ToList();

        Assert.Equal(BotVerifier.MostAtOnce, judged.Count(f => f.Proof is BotProof.Pending));
        Assert.Equal(100 - BotVerifier.MostAtOnce, judged.Count(f => f.Class is BotClass.Suspicious));
    }

    [Fact]
    public void What_is_known_is_bounded()
    {
        var cache = new ProofCache();
        var first = cache.Add(new("Finder", IPAddress.Loopback));
        for (var i = 0; i < ProofCache.MostEach; i++) cache.Add(new("Finder", new IPAddress(i)));

        Assert.Same(first, cache.Find(new("Finder", IPAddress.Loopback)));
        for (var i = 0; i < 3 * ProofCache.MostEach; i++) cache.Add(new("Finder", new IPAddress(1_000_000L + i)));
        Assert.Null(cache.Find(new("Finder", IPAddress.Loopback)));
    }

    private static BotVerifier Verifier() => new(new DnsResolver(TimeProvider.System), TimeProvider.System);

    private static BotDefense Defense(DnsServer dns, int timeoutMs = 100) =>
        new("bots", new BotDefenseConfig { Verification = new() { Servers = [dns.Address.ToString()], TimeoutMs = timeoutMs } }, Catalog);

    private static async Task<(BotProof Proof, BotClass Class)> SettledAsync(BotVerifier verifier, string address, DnsServer dns)
    {
        for (var i = 0; i < 400; i++)
        {
            var finding = verifier.Judge(Claim, IPAddress.Parse(address), Defense(dns, dns.Change(new byte[20]) is null ? 100 : 5000));
            if (finding.Proof is not BotProof.Pending) return Of(finding);
            await Task.Delay(25);
        }

        throw new TimeoutException(address);
    }

    private static (BotProof Proof, BotClass Class) Of(BotFinding finding) => (finding.Proof, finding.Class);
}
