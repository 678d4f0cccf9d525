using Palisade.SecLang.Words;

namespace Palisade.SecLang.Tests.Words;

public sealed class VocabularyTests
{
    [Theory]
    [InlineData("SECRULE", "SecRule")]
    [InlineData("secruleremovebyid", "SecRuleRemoveById")]
    public void Directives_are_found_in_any_case(string spelling, string name)
    {
        Assert.True(Vocabulary.Directives.TryGet(spelling, out var word));
        Assert.Equal(name, word.Name);
    }

    [Theory]
    [InlineData("pmf", "pmFromFile")]
    [InlineData("PMFROMFILE", "pmFromFile")]
    [InlineData("ipMatchF", "ipMatchFromFile")]
    [InlineData("detectsqli", "detectSQLi")]
    public void Operators_have_synonyms(string spelling, string name)
    {
        Assert.True(Vocabulary.Operators.TryGet(spelling, out var word));
        Assert.Equal(name, word.Name);
    }

    [Theory]
    [InlineData("normalizePath", "normalisePath")]
    [InlineData("normalizepathwin", "normalisePathWin")]
    [InlineData("UTF8TOUNICODE", "utf8toUnicode")]
    public void Transformations_have_synonyms(string spelling, string name)
    {
        Assert.True(Vocabulary.Transformations.TryGet(spelling, out var word));
        Assert.Equal(name, word.Name);
    }

    [Theory]
    [InlineData("sanitizeArg", "sanitiseArg", ActionKind.NonDisruptive, ValueNeed.Required)]
    [InlineData("MULTIMATCH", "multiMatch", ActionKind.NonDisruptive, ValueNeed.None)]
    [InlineData("block", "block", ActionKind.Disruptive, ValueNeed.None)]
    [InlineData("allow", "allow", ActionKind.Disruptive, ValueNeed.Optional)]
    [InlineData("skipafter", "skipAfter", ActionKind.Flow, ValueNeed.Required)]
    [InlineData("status", "status", ActionKind.Data, ValueNeed.Required)]
    [InlineData("msg", "msg", ActionKind.Metadata, ValueNeed.Required)]
    public void Actions_say_what_they_are_for(string spelling, string name, ActionKind kind, ValueNeed need)
    {
        Assert.True(Vocabulary.Actions.TryGet(spelling, out var word));
        Assert.Equal((name, kind, need), (word.Name, word.Kind, word.Need));
    }

    [Theory]
    [InlineData("ARGS", VariableShape.Collection, 1, false)]
    [InlineData("remote_addr", VariableShape.Scalar, 1, false)]
    [InlineData("TX", VariableShape.Collection, 1, true)]
    [InlineData("session", VariableShape.Collection, 1, true)]
    [InlineData("XML", VariableShape.XPath, 2, false)]
    [InlineData("JSON", VariableShape.Path, 2, false)]
    [InlineData("RESPONSE_STATUS", VariableShape.Scalar, 3, false)]
    [InlineData("RESPONSE_BODY", VariableShape.Scalar, 4, false)]
    public void Variables_say_what_they_hold(string spelling, VariableShape shape, int firstPhase, bool writable)
    {
        Assert.True(Vocabulary.Variables.TryGet(spelling, out var word));
        Assert.Equal((shape, firstPhase, writable), (word.Shape, word.FirstPhase, word.Writable));
    }

    [Theory]
    [InlineData("ARGSNAMES", "ARGS_NAMES")]
    [InlineData("REQUEST_HEADRES", "REQUEST_HEADERS")]
    [InlineData("request_cokies", "REQUEST_COOKIES")]
    [InlineData("TXX", "TX")]
    [InlineData("REQUEST", null)]
    [InlineData("X", null)]
    [InlineData("", null)]
    public void The_nearest_word_is_one_that_an_author_can_have_meant(string unknown, string? nearest) =>
        Assert.Equal(nearest, Vocabulary.Variables.Nearest(unknown));

    [Fact]
    public void A_word_of_a_thousand_bytes_has_no_nearest() => Assert.Null(Vocabulary.Variables.Nearest(new string('A', 1000)));

    [Fact]
    public void Whatever_is_refused_says_what_to_do_instead()
    {
        Assert.DoesNotContain(Vocabulary.Directives.All, w => w.Status is not WordStatus.Active && w.Hint is null);
        Assert.DoesNotContain(Vocabulary.Variables.All, w => w.Status is not WordStatus.Active && w.Hint is null);
        Assert.DoesNotContain(Vocabulary.Operators.All, w => w.Status is not WordStatus.Active && w.Hint is null);
        Assert.DoesNotContain(Vocabulary.Actions.All, w => w.Status is not WordStatus.Active && w.Hint is null);
    }
}
