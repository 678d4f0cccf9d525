using System.Net;
using Palisade.Gateway.Filter.Bots.Dns;
using Palisade.Gateway.Tests.Servers;

namespace Palisade.Gateway.Tests.Filter.Bots;

public sealed class DnsResolverTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Haste = TimeSpan.FromMilliseconds(150);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_name_is_found_over_datagrams_and_over_TCP_where_it_is_too_long_for_one(bool cut)
    {
        await using var dns = new DnsServer { Cut = cut }.Ptr("192.0.2.7", "crawl-7.bots.example");

        var answer = await Ask(dns, DnsQuery.ReverseName(IPAddress.Parse("192.0.2.7")), DnsType.Ptr, Patience);

        Assert.Equal((DnsOutcome.Answered, "crawl-7.bots.example"), (answer.Outcome, Assert.Single(answer.Names)));
    }

    [Fact]
    public async Task Aliases_are_followed()
    {
        await using var dns = new DnsServer().Alias("a.example", "b.example").Alias("b.example", "c.example").A("c.example", "192.0.2.1", "192.0.2.2");

        Assert.Equal(["192.0.2.1", "192.0.2.2"], (await Ask(dns, "a.example", DnsType.A, Patience)).Addresses.Select(a => a.ToString()));
    }

    [Fact]
    public void A_circle_of_aliases_ends()
    {
        var query = DnsQuery.Write(7, "a.example", DnsType.A)!;
        byte[] reply = [.. query, 0xC0, 12, 0, 5, 0, 1, 0, 0, 0, 60, 0, 2, 0xC0, 12];
        (reply[2], reply[7]) = (0x80, 1);

        Assert.Equal(DnsOutcome.Nothing, DnsReply.Read(reply, query.Length, "a.example", DnsType.A).Outcome);
    }

    [Fact]
    public async Task No_such_name_is_an_answer_and_silence_is_none()
    {
        await using var dns = new DnsServer();
        Assert.Equal(DnsOutcome.Nothing, (await Ask(dns, "nothing.example", DnsType.A, Patience)).Outcome);

        dns.Change = _ => null;
        Assert.Equal(DnsOutcome.Failed, (await Ask(dns, "nothing.example", DnsType.A, Haste)).Outcome);
    }

    [Fact]
    public async Task An_answer_with_another_number_or_question_is_not_taken()
    {
        await using var dns = new DnsServer().A("a.example", "192.0.2.66");

        dns.Change = reply => [(byte)(reply[0] ^ 1), .. reply[1..]];
        Assert.Equal(DnsOutcome.Failed, (await Ask(dns, "a.example", DnsType.A, Haste)).Outcome);
        dns.Change = reply => [.. reply[..13], (byte)'x', .. reply[14..]];
        Assert.Equal(DnsOutcome.Failed, (await Ask(dns, "a.example", DnsType.A, Haste)).Outcome);
    }

    [Fact]
    public void Every_cut_and_every_changed_byte_of_an_answer_is_read_without_a_fault()
    {
        var query = DnsQuery.Write(7, "a.example", DnsType.A)!;
        byte[] reply = [.. query, 0xC0, 12, 0, 5, 0, 1, 0, 0, 0, 60, 0, 4, 1, (byte)'b', 0xC0, 14, 1, (byte)'b', 0xC0, 14, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 192, 0, 2, 1];
        (reply[2], reply[3], reply[7]) = (0x80, 0, 2);
        Assert.Equal("192.0.2.1", Assert.Single(DnsReply.Read(reply, query.Length, "a.example", DnsType.A).Addresses).ToString());

        for (var cut = query.Length; cut < reply.Length; cut++) Assert.Equal(DnsOutcome.Failed, DnsReply.Read(reply.AsSpan(0, cut), query.Length, "a.example", DnsType.A).Outcome);
        for (var at = 0; at < reply.Length; at++)
        {
            for (var value = 0; value < 256; value++)
            {
                var changed = (byte[])reply.Clone();
                changed[at] = (byte)value;
                Assert.NotNull(DnsReply.Read(changed, query.Length, "a.example", DnsType.A));
            }
        }
    }

    [Fact]
    public void Pointers_that_lead_to_each_other_end()
    {
        var query = DnsQuery.Write(7, "a.example", DnsType.A)!;
        byte[] reply = [.. query, 0xC0, (byte)query.Length, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 1, 2, 3, 4];
        (reply[2], reply[7]) = (0x80, 1);

        Assert.Equal(DnsOutcome.Failed, DnsReply.Read(reply, query.Length, "a.example", DnsType.A).Outcome);
    }

    [Theory]
    [InlineData("192.0.2.7", "7.2.0.192.in-addr.arpa")]
    [InlineData("2001:db8::1", "1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa")]
    public void Addresses_have_names(string address, string name) => Assert.Equal(name, DnsQuery.ReverseName(IPAddress.Parse(address)));

    private static Task<DnsAnswer> Ask(DnsServer dns, string name, DnsType type, TimeSpan timeout) => new DnsResolver(TimeProvider.System).AskAsync([dns.Address], name, type, timeout);
}
