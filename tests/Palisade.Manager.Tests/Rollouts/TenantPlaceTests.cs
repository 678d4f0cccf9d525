using Palisade.Api.Rollouts;
using Palisade.Configuration.Objects.Kinds;
using Palisade.Manager.Rollouts;

namespace Palisade.Manager.Tests.Rollouts;

/// <summary>Who is in which stage.</summary>
public sealed class TenantPlaceTests
{
    [Fact]
    public void Who_is_among_a_few_percent_is_among_more()
    {
        var tenants = Enumerable.Range(0, 5000).Select(i => new TenantPlace($"tenant-{i}", RolloutRing.General, new Dictionary<string, string>())).ToList();
        var before = new HashSet<string>();
        foreach (var percent in new[] { 1, 10, 50, 100 })
        {
            var plan = new NewRollout("x", "rule_set", "default", "core", 1, [new("p", Percent: percent)], new());
            var now = tenants.Where(t => t.IsIn(plan, 0)).Select(t => t.Name).ToHashSet();
            Assert.True(before.IsSubsetOf(now));
            Assert.InRange(now.Count, percent * 50 - 150, percent * 50 + 150);
            before = now;
        }
    }
}
