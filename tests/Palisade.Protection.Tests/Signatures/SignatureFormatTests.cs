using Palisade.Protection.Signatures;

namespace Palisade.Protection.Tests.Signatures;

public sealed class SignatureFormatTests
{
    private const string Head = """
        attack_type: SQL_INJECTION
        signatures:
          - id: 26990001
            name: A name
            reason: A reason.
            accuracy: medium
            risk: high
            targets: [parameters]
            tests: {match: [abc], no_match: [x]}

        """;

    [Fact]
    public void Status_since_weight_and_campaign_are_read()
    {
        var signature = Assert.Single(Good("""
                match: abc
                status: staged
                since: 2026-11-20
                weight: 4
                campaign: {name: Long Winter, actor: unknown, intent: sells access, from: 2026-10-01}
            """));
        Assert.Equal((SignatureStatus.Staged, new DateOnly(2026, 11, 20), 4), (signature.Status, signature.Since, signature.Weight));
        Assert.Equal(new("Long Winter", "unknown", "sells access", new DateOnly(2026, 10, 1), null), signature.Campaign);
    }

    [Theory]
    [InlineData("high", 5)]
    [InlineData("medium", 3)]
    [InlineData("low", 2)]
    public void Accuracy_says_the_weight(string accuracy, int weight) =>
        Assert.Equal(weight, Assert.Single(SignatureFile.Read("a.yaml", (Head + "    match: abc\n").Replace("medium", accuracy, StringComparison.Ordinal)).Signatures).Weight);

    [Fact]
    public void Layers_stand_for_three_rounds_of_unwrapping_and_every_step_between()
    {
        var condition = Assert.Single(Good("    match: abc\n    decode: layers\n")).First;
        Assert.Equal(["unwrap", "unwrap", "unwrap"], condition.Decode);
        Assert.True(condition.EveryLayer);
    }

    [Theory]
    [InlineData("    match: abc\n    decode: [urlDecodeUnni]\n", "PR0032", 11, "did you mean urlDecodeUni?")]
    [InlineData("    match: abc\n    since: yesterday\n", "PR0030", 11, "write it as 2026-11-25")]
    [InlineData("    match: abc\n    weight: 12\n", "PR0020", 11, null)]
    [InlineData("    match: abc\n    status: on\n", "PR0021", 11, null)]
    [InlineData("    match: abc\n    confidence: high\n", "PR0029", 11, null)]
    [InlineData("    match: abc\n    campaign: {name: x, intent: y}\n", "PR0019", 11, null)]
    [InlineData("    detector: nosuch\n", "PR0017", 10, "")]
    public void A_fault_is_said_with_its_line_and_a_hint(string fields, string code, int line, string? hint)
    {
        var (signatures, faults) = SignatureFile.Read("a.yaml", Head + fields);
        Assert.Empty(signatures);
        var fault = Assert.Single(faults);
        Assert.Equal((code, line), (fault.Code, fault.At.Line));
        if (hint is { Length: > 0 }) Assert.Equal(hint, fault.Hint);
    }

    [Fact]
    public void An_id_used_twice_in_a_folder_is_a_fault_that_names_both_places()
    {
        var folder = Folder(("a.yaml", Head + "    match: abc\n"), ("b/c.yml", Head + "    match: abc\n"));
        var library = SignatureLibrary.Of(folder);
        var fault = Assert.Single(library.Diagnostics);
        Assert.Equal("PR0028", fault.Code);
        Assert.EndsWith("c.yml", fault.At.File, StringComparison.Ordinal);
        Assert.Contains("a.yaml(3,5)", fault.Message, StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void A_pattern_that_does_not_compile_is_a_fault_at_its_place()
    {
        var folder = Folder(("a.yaml", Head + "    match: 'a(b'\n"));
        var fault = Assert.Single(SignatureLibrary.Of(folder).Diagnostics);
        Assert.Equal(("SL4003", 10), (fault.Code, fault.At.Line));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void A_folder_replaces_built_in_signatures_by_id_and_adds_others()
    {
        var replaced = BuiltInSignatures.Read().Signatures[0];
        var folder = Folder(
            ("a.yaml", (Head + "    match: abc\n").Replace("26990001", replaced.Id.ToString(), StringComparison.Ordinal)),
            ("b.yaml", Head + "    match: abc\n"));
        var library = SignatureLibrary.WithBuiltIn(folder);
        Assert.True(library.IsGood);
        Assert.Equal("A name", library.Signatures.Single(s => s.Id == replaced.Id).Name);
        Assert.Equal(BuiltInSignatures.Read().Signatures.Count + 1, library.Signatures.Count);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void What_is_not_there_is_a_fault() => Assert.Equal("PR0031", Assert.Single(SignatureLibrary.Of("/nowhere/at/all").Diagnostics).Code);

    private static IReadOnlyList<Signature> Good(string fields)
    {
        var (signatures, faults) = SignatureFile.Read("a.yaml", Head + fields);
        Assert.Empty(faults);
        return signatures;
    }

    private static string Folder(params (string Name, string Text)[] files)
    {
        var folder = Directory.CreateTempSubdirectory("palisade-signatures").FullName;
        foreach (var (name, text) in files)
        {
            var path = Path.Combine(folder, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
        }

        return folder;
    }
}
