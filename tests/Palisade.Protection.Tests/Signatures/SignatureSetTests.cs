using Palisade.Configuration;
using Palisade.Configuration.Documents;
using Palisade.Configuration.Objects;
using Palisade.Protection.Checks;
using Palisade.Protection.Signatures;
using Palisade.Protection.Tests.Tenants;

namespace Palisade.Protection.Tests.Signatures;

/// <summary>Sets of signatures as somebody writes them: what is wrong is told at its line, before any gateway has it.</summary>
public sealed class SignatureSetTests
{
    [Fact]
    public void A_good_set_has_no_fault() => Assert.Empty(Check(Signed.Text(990001, 990002)));

    [Theory]
    [InlineData("match: 'attackword990001'", "mach: 'attackword990001'", "mach", 9)]
    [InlineData("match: 'attackword990001'", "match: '('", "", 0)]
    [InlineData("accuracy: high", "accuracy: surely", "'accuracy' is one of", 6)]
    [InlineData("targets: [parameters]", "targets: [parameters", "Not YAML", 0)]
    [InlineData("no_match: [hello]", "no_match: [attackword990001]", "falsely matches", 3)]
    [InlineData("match: [attackword990001]", "match: [something]", "misses", 3)]
    public void What_is_wrong_is_told_at_its_file_and_line(string good, string bad, string why, int line)
    {
        var faults = Check(Signed.Text(990002), Signed.Text(990001).Replace(good, bad, StringComparison.Ordinal));
        var fault = Assert.Single(faults.Take(1));
        Assert.Equal("spec.files[1].text", fault.Field);
        Assert.Contains(why, fault.Message, StringComparison.Ordinal);
        Assert.StartsWith(line > 0 ? $"line {line}, column " : "line ", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_id_of_two_files_is_told() => Assert.Contains("990001 is also at", Assert.Single(Check(Signed.Text(990001), Signed.Text(990001))).Message, StringComparison.Ordinal);

    [Fact]
    public void More_signatures_than_can_be_tested_are_refused_with_the_limit() =>
        Assert.Contains("2000 are taken", Assert.Single(Check(Signed.Text([.. Enumerable.Range(1, 2001).Select(i => 1_000_000L + i)]))).Message, StringComparison.Ordinal);

    [Fact]
    public void Text_that_goes_deep_is_refused() => Assert.Contains("inside each other", Assert.Single(Check($"attack_type: {new string('[', 200_000)}")).Message, StringComparison.Ordinal);

    [Fact]
    public void Every_cut_and_random_text_is_read_or_refused_and_never_throws()
    {
        var good = Signed.Text(990001);
        for (var cut = 0; cut < good.Length; cut++) Assert.NotNull(SignatureFile.Read("a.yaml", good[..cut]).Diagnostics);
        var random = new Random(7);
        for (var i = 0; i < 2000; i++)
        {
            var text = good.ToCharArray();
            for (var n = random.Next(1, 8); n > 0; n--) text[random.Next(text.Length)] = (char)random.Next(random.Next(2) is 0 ? 128 : 0xD000);
            Assert.NotNull(SignatureFile.Read("a.yaml", new(text)).Diagnostics);
        }
    }

    private static List<ConfigFault> Check(params string[] files)
    {
        var list = Node.OfList([.. files.Select((text, i) => Node.OfMap([new("name", Node.OfText($"f{i}.yaml")), new("text", Node.OfText(text))]))]);
        return [.. SpecCheck.Check(new ObjectDraft(new("system", new("signature_set", "default", "ours")), new(), Node.OfMap([new("files", list)])))];
    }
}
