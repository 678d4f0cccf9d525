using Palisade.SecLang.Checks;
using Palisade.SecLang.Syntax;

namespace Palisade.SecLang.Tests.Checks;

/// <summary>What a site adds is checked without looking at all shared rules again: with the same result.</summary>
public sealed class AddedRulesTests
{
    private const string Shared = "SecRule ARGS \"@rx a\" \"id:1,phase:2,deny,chain\"\nSecRule ARGS \"@rx b\"\nSecRule ARGS \"@rx c\" \"id:2,phase:2,deny\"\nSecRuleRemoveById 77\nSecMarker END\n";

    [Theory]
    [InlineData("", "SecRuleRemoveById 1", true)]
    [InlineData("", "SecRuleRemoveById 5", true)]
    [InlineData("SecRule ARGS \"@rx x\" \"id:10,phase:1,deny\"", "SecRuleUpdateTargetById 10 \"!ARGS:a\"", true)]
    [InlineData("SecRule ARGS \"@rx x\" \"id:10,phase:1,deny\"", "SecRule ARGS \"@rx x\" \"id:10,phase:1,deny\"", true)]
    [InlineData("SecRule RESPONSE_BODY \"@rx x\" \"id:10,phase:1,deny,deny\"", "", true)]
    [InlineData("SecRule ARGS \"@rx x\" \"phase:1,deny\"", "", true)]
    [InlineData("SecRule ARGS \"@rx x\" \"id:2,phase:1,deny\"", "", false)]
    [InlineData("SecRule ARGS \"@rx x\" \"id:10,phase:1,deny,chain\"", "", false)]
    [InlineData("", "SecRule ARGS \"@rx x\" \"id:10,phase:1,pass,skipAfter:END\"", false)]
    [InlineData("SecMarker END", "", false)]
    [InlineData("SecDefaultAction \"phase:2,deny\"", "", false)]
    [InlineData("SecRule", "", false)]
    public void What_is_added_is_told_as_if_all_were_looked_at(string before, string after, bool apart)
    {
        var (first, shared, last) = (Read("before", before), Read("shared", Shared), Read("after", after));
        var known = RuleChecks.Run(shared).ToHashSet();
        var whole = RuleChecks.Run([.. first, .. shared, .. last]).Where(d => !known.Contains(d));
        var added = RuleChecks.RunAdded(KnownRules.Of(shared), first, last);
        Assert.Equal(apart, added is not null);
        if (added is not null) Assert.Equal(whole.Select(d => $"{d}").Order(), added.Select(d => $"{d}").Order());
    }

    private static IReadOnlyList<Directive> Read(string name, string text) => SecLangParser.Parse(name, text).Directives;
}
