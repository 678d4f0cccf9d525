using System.Collections.Concurrent;
using System.Net.Sockets;
using Palisade.Engine.Operators;

namespace Palisade.Engine.Tests.Operators;

public sealed class RblTests
{
    private readonly ConcurrentBag<string> _asked = [];

    [Theory]
    [InlineData("zen.example.org", false, "SL4007")]
    [InlineData("", true, "SL4005")]
    [InlineData("no zone", true, "SL4005")]
    [InlineData("dnsbl.httpbl.org", true, "SL4005")]
    public void What_may_not_or_cannot_be_asked_is_refused(string zone, bool allowed, string code)
    {
        var (created, faults) = Op.Create("rbl", zone, new OperatorOptions { AllowDnsLookups = allowed });
        Assert.Null(created);
        Assert.Equal(code, Assert.Single(faults).Code);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("..")]
    public void What_is_no_name_is_not_asked(string value) =>
        Assert.False(Op.Of("rbl", "zen.example.org", new OperatorOptions { AllowDnsLookups = true }).Matches(Op.Bytes(value), Op.Run()));

    [Fact]
    public void Answers_are_remembered_for_a_while()
    {
        var clock = new MovedClock();
        var answers = new DnsAnswers(clock, TimeSpan.FromSeconds(10), Answer);
        Assert.True(answers.Exists("1.2.0.192.listed"));
        Assert.True(answers.Exists("1.2.0.192.LISTED"));
        Assert.False(answers.Exists("1.2.0.192.other"));
        Assert.False(answers.Exists("1.2.0.192.other"));
        Assert.Equal(2, _asked.Count);
        clock.Now += TimeSpan.FromMinutes(6).Ticks;
        Assert.True(answers.Exists("1.2.0.192.listed"));
        Assert.Equal(3, _asked.Count);
    }

    [Fact]
    public void No_answer_is_no_listing_and_is_asked_again()
    {
        var trouble = true;
        var answers = new DnsAnswers(new MovedClock(), TimeSpan.FromSeconds(1), async (name, stop) =>
        {
            if (trouble && name == "slow") await Task.Delay(Timeout.InfiniteTimeSpan, stop);
            if (trouble) throw new SocketException();
            return true;
        });
        Assert.False(answers.Exists("slow"));
        Assert.False(answers.Exists("broken"));
        trouble = false;
        // On a busy machine an answer may come too late more than once.
        Assert.Contains(Enumerable.Range(0, 20), _ => answers.Exists("slow"));
        Assert.Contains(Enumerable.Range(0, 20), _ => answers.Exists("broken"));
    }

    private Task<bool> Answer(string name, CancellationToken stop)
    {
        _asked.Add(name);
        return Task.FromResult(name.EndsWith("listed", StringComparison.OrdinalIgnoreCase));
    }

    private sealed class MovedClock : TimeProvider
    {
        public long Now { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now;
    }
}
