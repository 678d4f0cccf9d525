using Palisade.Events.Filters;

namespace Palisade.Events.Tests.Filters;

public sealed class EventFilterTests
{
    private static readonly Clock s_clock = new(Some.Time.AddMinutes(5));

    [Theory]
    [InlineData("", true)]
    [InlineData("action=blocked", true)]
    [InlineData("ACTION=Blocked", true)]
    [InlineData("action=allowed,blocked", true)]
    [InlineData("action!=blocked", false)]
    [InlineData("action=would_block", false)]
    [InlineData("mode=active", true)]
    [InlineData("id=id-1", true)]
    [InlineData("id=id-2", false)]
    [InlineData("id=ID-*", true)]
    [InlineData("client=192.0.2.7", true)]
    [InlineData("client=192.0.0.0/16", true)]
    [InlineData("client=10.0.0.0/8,192.0.2.0/24", true)]
    [InlineData("client=10.0.0.0/8", false)]
    [InlineData("client!=::1", true)]
    [InlineData("peer=10.0.0.0/8", true)]
    [InlineData("rule=942100", true)]
    [InlineData("rule=942000-942999", true)]
    [InlineData("rule=1,2", false)]
    [InlineData("path=/search", true)]
    [InlineData("path=/s*", true)]
    [InlineData("path=*ear*h", true)]
    [InlineData("path=/s", false)]
    [InlineData("host=SHOP.example", true)]
    [InlineData("status=403", true)]
    [InlineData("status>=400", true)]
    [InlineData("status<400", false)]
    [InlineData("status=400-499", true)]
    [InlineData("score>5", true)]
    [InlineData("score<=9", false)]
    [InlineData("outbound_score=4", true)]
    [InlineData("attack=SQL_INJECTION", true)]
    [InlineData("attack=attack_type_sql_injection", true)]
    [InlineData("attack!=sql_injection", false)]
    [InlineData("severity=critical,error", true)]
    [InlineData("severity=notice", false)]
    [InlineData("message=\"sql injection\"", true)]
    [InlineData("message=\"*nj*\" tag=attack-*", true)]
    [InlineData("at=ARGS:q", true)]
    [InlineData("at=ARGS:r", true)]
    [InlineData("at=ARGS:x", false)]
    [InlineData("since=10m", true)]
    [InlineData("since=4m", false)]
    [InlineData("since=2026-03-04T03:06:07Z", true)]
    [InlineData("since=2026-03-04T05:06:07+01:00", false)]
    [InlineData("until=1s", true)]
    [InlineData("until=6m", false)]
    [InlineData("failure=upstream", true)]
    [InlineData("uninspected=request_body", true)]
    [InlineData("ms<1", true)]
    [InlineData("method=GET query=q=1 agent=curl* site=shop", true)]
    [InlineData("  action=blocked\t path=/other ", false)]
    public void Terms_choose_events(string expression, bool expected)
    {
        var (filter, error) = EventFilter.Parse(expression, s_clock);
        Assert.Null(error);
        Assert.Equal(expected, filter!.Matches(Some.FullEvent()));
    }

    [Theory]
    [InlineData("acton=blocked", "There is no field 'acton'. Fields: action, agent,")]
    [InlineData("action=bloked", "'bloked' is no action. There are: allowed, blocked,")]
    [InlineData("action>blocked", "'action' takes '=' or '!='.")]
    [InlineData("blocked", "At character 1: expected FIELD=VALUE, found 'blocked'.")]
    [InlineData("action=blocked =x", "At character 16: expected FIELD=VALUE, found '=x'.")]
    [InlineData("action=", "At character 1: 'action=' has no value.")]
    [InlineData("action=,", "At character 1: 'action=,' has no value.")]
    [InlineData("path=\"/a", "At character 6: a quote is not closed.")]
    [InlineData("client=10.0.0", null)]
    [InlineData("client=10.0.0.0/33", "'10.0.0.0/33' is no address and no network such as 10.0.0.0/8.")]
    [InlineData("client=shop", "'shop' is no address and no network such as 10.0.0.0/8.")]
    [InlineData("rule=x", "'x' is no number and no range such as 942100-942999.")]
    [InlineData("rule=1-x", "'1-x' is no number and no range such as 942100-942999.")]
    [InlineData("status>=x", "'x' is no number.")]
    [InlineData("since=10x", "'10x' is no time such as")]
    [InlineData("since=99999999999d", "is no time such as")]
    [InlineData("since>10m", "'since' takes '='.")]
    [InlineData("attack=nonsense", "'nonsense' is no attack type. There are: ATTACK_TYPE_")]
    public void Faults_are_named(string expression, string? expected)
    {
        var (filter, error) = EventFilter.Parse(expression, s_clock);
        if (expected is null) return;
        Assert.Null(filter);
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    [Fact]
    public void Values_that_an_event_has_not_match_nothing_and_their_negation_does()
    {
        foreach (var field in new[] { "query=x*", "agent=*", "rule=1-999999", "severity=critical", "attack=sql_injection", "at=*", "failure=upstream", "peer=0.0.0.0/0" })
        {
            var bare = Some.Event() with { Request = Some.Event().Request with { Query = null } };
            Assert.False(EventFilter.Parse(field, s_clock).Filter!.Matches(bare), field);
            Assert.True(EventFilter.Parse(field.Replace("=", "!=", StringComparison.Ordinal), s_clock).Filter!.Matches(bare), field);
        }
    }

    [Fact]
    public void Random_expressions_are_answered()
    {
        var random = new Random(9);
        const string letters = "action=blocked client!=10.0.0.0/8,\"x* rule>=94-,since=1dms<";
        for (var i = 0; i < 5_000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(20)).Select(_ => letters[random.Next(letters.Length)]));
            var (filter, error) = EventFilter.Parse(text, s_clock);
            Assert.True(filter is null != error is null, text);
            filter?.Matches(Some.FullEvent());
        }
    }
}
