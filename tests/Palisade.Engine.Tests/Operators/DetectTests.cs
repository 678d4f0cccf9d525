using System.Text;
using Palisade.Detection;
using Palisade.Engine.Operators;

namespace Palisade.Engine.Tests.Operators;

public sealed class DetectTests
{
    private static readonly Detector Bang = new("bang", 3, [(byte)'!'], Recognise);

    [Theory]
    [InlineData(Confidence.Low, "a!1", true)]
    [InlineData(Confidence.Low, "a!3", true)]
    [InlineData(Confidence.Medium, "a!1", false)]
    [InlineData(Confidence.Medium, "a!2", true)]
    [InlineData(Confidence.High, "a!2", false)]
    [InlineData(Confidence.High, "a!3", true)]
    [InlineData(Confidence.Low, "abc", false)]
    [InlineData(Confidence.Low, "!1", false)]
    public void A_finding_of_at_least_that_confidence_matches(Confidence least, string value, bool expected) =>
        Assert.Equal(expected, new Detect(Bang, least).Matches(Op.Bytes(value), Op.Run()));

    [Theory]
    [InlineData("a!1", false)]
    [InlineData("a!2", true)]
    [InlineData("a!3", false)]
    public void A_finding_of_that_confidence_only_matches(string value, bool expected) =>
        Assert.Equal(expected, new Detect(Bang, Confidence.Medium, Confidence.Medium).Matches(Op.Bytes(value), Op.Run()));

    [Fact]
    public void It_captures_the_part_that_acts_the_reason_and_the_confidence()
    {
        var run = Op.Run();
        run.WantsCaptures = true;
        Assert.True(new Detect(Bang, Confidence.Low).Matches(Op.Bytes("abc!2 and more"), run));
        Assert.Equal(["!2", "a bang", "medium"], Enumerable.Range(0, run.CaptureCount).Select(i => Encoding.UTF8.GetString(run[i])));
    }

    [Fact]
    public void The_part_that_acts_is_bounded()
    {
        var all = new Detector("all", 1, [], value => new(Confidence.High, 1, value.Length + 5, "all"));
        var run = Op.Run();
        run.WantsCaptures = true;
        Assert.True(new Detect(all, Confidence.High).Matches(new byte[1000], run));
        Assert.Equal(Detect.LongestExcerpt, run[0].Length);
    }

    [Fact]
    public void A_text_is_read_once_for_all_confidences_and_again_in_the_next_transaction()
    {
        var reads = 0;
        var counting = new Detector("counting", 1, [], value =>
        {
            reads++;
            return Recognise(value);
        });
        var run = Op.Run();
        run.Text = 7;
        Assert.False(new Detect(counting, Confidence.High).Matches(Op.Bytes("a!1"), run));
        Assert.True(new Detect(counting, Confidence.Low).Matches(Op.Bytes("a!1"), run));
        Assert.Equal(1, reads);
        run.Text = 8;
        Assert.True(new Detect(counting, Confidence.Low).Matches(Op.Bytes("a!2"), run));
        Assert.Equal(2, reads);
        run.Clear();
        run.Text = 7;
        Assert.True(new Detect(counting, Confidence.High).Matches(Op.Bytes("a!3"), run));
        Assert.Equal(3, reads);
    }

    [Theory]
    [InlineData("nosuch", "nosuch", 20)]
    [InlineData("", "needs", 20)]
    public void An_unknown_recogniser_is_refused_and_the_known_ones_are_named(string argument, string message, int column)
    {
        var (created, faults) = Op.Create("detect", argument);
        Assert.Null(created);
        var fault = Assert.Single(faults);
        Assert.Equal(("SL4005", column), (fault.Code, fault.At.Column));
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
        Assert.StartsWith("the recognisers are", fault.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_recogniser_can_be_asked_with_every_confidence() => Assert.All(DetectorTable.All.Keys, name =>
    {
        Assert.All(["", " low", " medium", " high"], level => Op.Of("detect", name + level));
        Assert.NotNull(Op.Of("detect", name + " medium only"));
        var fault = Assert.Single(Op.Create("detect", name + " sure").Faults);
        Assert.Equal(("SL4005", 20 + name.Length + 1), (fault.Code, fault.At.Column));
    });

    // Finds "!n", n being the confidence counted from 1.
    private static Finding? Recognise(ReadOnlySpan<byte> value)
    {
        var at = value.IndexOf((byte)'!');
        return at < 0 || at + 1 >= value.Length ? null : new((Confidence)(value[at + 1] - '1'), at, 2, "a bang");
    }
}
