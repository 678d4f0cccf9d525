using Palisade.SecLang;

namespace Palisade.Protection.Tests.Sites;

/// <summary>What a site's text may say over rules that it shares, here the built-in signatures.</summary>
public sealed class SharedRulesTests
{
    private static readonly SharedRules Shared = SharedRules.Load(new());

    [Fact]
    public void A_site_that_adds_nothing_has_the_same_rules_and_no_fault()
    {
        var built = Shared.Build(new() { Name = "plain" });
        Assert.Empty(built.Diagnostics.Except(Shared.Protection.Diagnostics));
        Assert.Equal(Shared.Protection.Rules!.Rules, built.Rules!.Rules);
    }

    [Fact]
    public void A_rule_that_a_site_takes_out_stays_with_the_others()
    {
        var id = Shared.Protection.Rules!.Rules[^1].Id;
        var built = Shared.Build(new() { Name = "one", After = $"SecRuleRemoveById {id}\n" });
        Assert.DoesNotContain(id, built.Rules!.Rules.Select(r => r.Id));
        Assert.Contains(id, Shared.Build(new() { Name = "other" }).Rules!.Rules.Select(r => r.Id));
    }

    [Fact]
    public void The_text_before_stands_before_the_rules_and_the_text_after_behind()
    {
        var built = Shared.Build(new()
        {
            Name = "own",
            Before = "SecAction \"id:1,phase:1,pass,nolog\"\n",
            After = "SecAction \"id:2,phase:1,pass,nolog\"\n",
        });
        var ids = built.Rules!.Rules.Select(r => r.Id).ToList();
        Assert.Equal(2, ids[^1]);
        Assert.True(ids.IndexOf(1) < ids.IndexOf(Shared.Protection.Rules!.Rules[^1].Id));
    }

    [Fact]
    public void What_a_site_changes_must_exist()
    {
        var built = Shared.Build(new() { Name = "wrong", After = "SecRuleRemoveById 123\n" });
        Assert.Contains(built.Diagnostics, d => d.At.File == "wrong:after" && d.Severity is DiagnosticSeverity.Warning);
    }

    [Fact]
    public void A_site_may_not_take_the_id_of_a_shared_rule()
    {
        var taken = Shared.Protection.Rules!.Rules[^1].Id;
        var built = Shared.Build(new() { Name = "twice", After = $"SecRule ARGS \"@rx x\" \"id:{taken},phase:2,pass\"\n" });
        Assert.Null(built.Rules);
        Assert.Contains(built.Diagnostics, d => d.At.File == "twice:after" && d.Severity is DiagnosticSeverity.Error);
    }
}
