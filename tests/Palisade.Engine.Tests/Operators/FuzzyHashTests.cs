namespace Palisade.Engine.Tests.Operators;

public sealed class FuzzyHashTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("palisade-fuzzy").FullName;

    private string RuleFile => Path.Combine(_folder, "rules.conf");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_value_like_a_listed_one_matches_from_its_score_on()
    {
        var known = new byte[20000];
        new Random(1).NextBytes(known);
        byte[] changed = [.. known];
        changed.AsSpan(8000, 300).Clear();
        var digest = Palisade.Engine.FuzzyHashing.FuzzyDigest.Of(known).ToString();
        File.WriteAllText(Path.Combine(_folder, "bad.txt"), "ssdeep,1.1--blocksize:hash:hash,filename\n" + digest + ",\"worm\"\n");
        Assert.True(Op.Of("fuzzyHash", "bad.txt 100", file: RuleFile).Matches(known, Op.Run()));
        Assert.True(Op.Of("fuzzyHash", "bad.txt 60", file: RuleFile).Matches(changed, Op.Run()));
        Assert.False(Op.Of("fuzzyHash", "bad.txt 100", file: RuleFile).Matches(changed, Op.Run()));
        Assert.False(Op.Of("fuzzyHash", "bad.txt 1", file: RuleFile).Matches("something else"u8, Op.Run()));
    }

    [Theory]
    [InlineData("bad.txt", "SL4005")]
    [InlineData("bad.txt many", "SL4005")]
    [InlineData("missing.txt 10", "SL4004")]
    public void An_argument_needs_a_file_and_a_threshold(string argument, string code)
    {
        var (created, faults) = Op.Create("fuzzyHash", argument, file: RuleFile);
        Assert.Null(created);
        Assert.Equal(code, Assert.Single(faults).Code);
    }
}
