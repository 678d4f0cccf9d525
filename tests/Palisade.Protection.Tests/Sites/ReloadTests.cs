using Palisade.SecLang;

namespace Palisade.Protection.Tests.Sites;

/// <summary>Rules that are loaded again upon what they were.</summary>
public sealed class ReloadTests : IDisposable
{
    private readonly RuleEdits _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Whatever_is_edited_the_rules_say_what_they_would_say_from_scratch()
    {
        var rules = SharedRules.Load(_folder.Source);
        var said = new HashSet<string>(StringComparer.Ordinal);
        for (var turn = 0; turn < 10; turn++)
        {
            _folder.Edit();
            if (turn % 5 == 4) _folder.Edit();
            rules = SharedRules.Load(_folder.Source, rules);
            var fresh = SharedRules.Load(_folder.Source);

            Assert.Equal(Told(fresh.Protection), Told(rules.Protection));
            Assert.Equal(RuleEdits.Ask(fresh.Protection.Rules!), RuleEdits.Ask(rules.Protection.Rules!));
            said.UnionWith(RuleEdits.Ask(rules.Protection.Rules!));
            var site = new SiteRules { Name = "one", After = "SecRule ARGS \"@rx amber\" \"id:9001,phase:2,pass\"\n" };
            Assert.Equal(RuleEdits.Ask(fresh.Build(site).Rules!), RuleEdits.Ask(rules.Build(site).Rules!));
        }

        Assert.True(said.Count > 5, $"{said.Count} different answers");
    }

    [Fact]
    public void What_did_not_change_is_the_same_as_before()
    {
        _folder.Write("a.conf", "SecRule ARGS \"@rx amber\" \"id:5001,phase:1,pass\"\n");
        _folder.Write("b.conf", "SecRule ARGS \"@rx river\" \"id:5002,phase:1,pass\"\n");
        var before = SharedRules.Load(_folder.Source);
        _folder.Write("b.conf", "SecRule ARGS \"@rx copper\" \"id:5002,phase:1,pass\"\n");
        var after = SharedRules.Load(_folder.Source, before);

        Assert.Same(Info(before, 5001), Info(after, 5001));
        Assert.NotSame(Info(before, 5002), Info(after, 5002));
        Assert.Contains("5002", RuleEdits.Ask(after.Protection.Rules!, "/?q=copper"), StringComparison.Ordinal);
        Assert.DoesNotContain("5002", RuleEdits.Ask(after.Protection.Rules!, "/?q=river"), StringComparison.Ordinal);
    }

    [Fact]
    public void Rules_are_the_same_as_before_where_their_defaults_only_moved()
    {
        const string Defaults = "SecDefaultAction \"phase:1,pass\"\n";
        _folder.Write("a.conf", Defaults);
        _folder.Write("b.conf", "SecRule ARGS \"@rx amber\" \"id:5001,phase:1,block\"\n");
        var before = SharedRules.Load(_folder.Source);
        _folder.Write("a.conf", "# A remark.\n" + Defaults);
        var moved = SharedRules.Load(_folder.Source, before);
        _folder.Write("a.conf", Defaults.Replace("pass", "deny", StringComparison.Ordinal));
        var other = SharedRules.Load(_folder.Source, moved);

        Assert.Same(Info(before, 5001), Info(moved, 5001));
        Assert.NotSame(Info(moved, 5001), Info(other, 5001));
    }

    [Fact]
    public void A_list_that_changed_is_read_again_though_no_rule_did()
    {
        _folder.Write("a.conf", "SecRule ARGS \"@pmFromFile words.data\" \"id:5001,phase:1,pass\"\n");
        _folder.Write("words.data", "walnut\n");
        var before = SharedRules.Load(_folder.Source);
        _folder.Write("words.data", "hazelnut\n");
        var after = SharedRules.Load(_folder.Source, before);

        Assert.Contains("5001", RuleEdits.Ask(before.Protection.Rules!, "/?q=walnut"), StringComparison.Ordinal);
        Assert.DoesNotContain("5001", RuleEdits.Ask(after.Protection.Rules!, "/?q=walnut"), StringComparison.Ordinal);
        Assert.Contains("5001", RuleEdits.Ask(after.Protection.Rules!, "/?q=hazelnut"), StringComparison.Ordinal);
    }

    [Fact]
    public void Rules_with_a_fault_are_refused_and_mended_ones_taken()
    {
        var first = SharedRules.Load(_folder.Source);
        _folder.Write("z.conf", "SecRule ARGS \"@rx (\" \"id:5003,phase:1,pass\"\n");
        var broken = SharedRules.Load(_folder.Source, first);
        _folder.Write("z.conf", "SecRule ARGS \"@rx walnut\" \"id:5003,phase:1,pass\"\n");

        Assert.Null(broken.Protection.Rules);
        foreach (var before in new[] { first, broken })
        {
            Assert.Contains("5003", RuleEdits.Ask(SharedRules.Load(_folder.Source, before).Protection.Rules!, "/?q=walnut"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Another_source_shares_nothing()
    {
        var before = SharedRules.Load(_folder.Source);
        var after = SharedRules.Load(_folder.Source with { Preamble = "SecAction \"id:5004,phase:1,pass\"\n" }, before);
        Assert.Contains("5004", RuleEdits.Ask(after.Protection.Rules!, "/"), StringComparison.Ordinal);
    }

    private static Engine.Rules.RuleInfo Info(SharedRules rules, int id) => rules.Protection.Rules!.Rules.Single(r => r.Id == id);

    private static string[] Told(BuiltProtection built) => [.. built.Diagnostics.Select((Diagnostic d) => d.ToString()).Order(StringComparer.Ordinal)];
}
