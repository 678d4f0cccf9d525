using Palisade.Engine.Operators;
using Palisade.Protection.Signatures;

namespace Palisade.Protection.Tests.Signatures;

/// <summary>Every recogniser is used, at each of its confidences, with a weight of its own.</summary>
public sealed class DetectorSignatureTests
{
    [Fact]
    public void Every_recogniser_has_a_signature_for_each_confidence()
    {
        var all = BuiltInSignatures.Read().Signatures.Select(s => s.First).Where(c => c.Operator == "detect").Select(c => c.Argument).ToHashSet(StringComparer.Ordinal);
        // Evasion is never sure of an attack.
        foreach (var name in OperatorTable.Recognisers.Where(n => n != "evasion"))
            Assert.All(["high", "medium only", "low only"], confidence => Assert.Contains($"{name} {confidence}", all));
        Assert.All(["medium", "low only"], confidence => Assert.Contains($"evasion {confidence}", all));
    }

    // The exclusions that other_headers brings must not take away the headers that are named beside it.
    [Theory]
    [InlineData("parameters")]
    [InlineData("cookies")]
    [InlineData("other_headers")]
    [InlineData("user_agent")]
    [InlineData("referer")]
    [InlineData("content_type")]
    public void A_signature_sees_each_of_its_places(string place)
    {
        var looking = BuiltInSignatures.Read().Signatures.Where(s => s.First.Operator == "detect" && s.First.Targets.Contains(place)).Select(s => StartingAt(s, place)).ToList();
        Assert.NotEmpty(looking);

        var missed = SignatureTester.Run(looking).Where(f => f.Expected).ToLookup(f => f.Signature);

        Assert.DoesNotContain(looking, s => missed[s].Count() == s.MustMatch.Count);
    }

    // The tester puts values where the first target looks.
    private static Signature StartingAt(Signature signature, string place) =>
        signature with { First = signature.First with { Targets = [place, .. signature.First.Targets.Where(t => t != place)] } };

    [Fact]
    public void What_is_hardly_sure_does_not_decide_alone() => Assert.All(
        BuiltInSignatures.Read().Signatures.Where(s => s.First is { Operator: "detect", EveryLayer: true }),
        s => Assert.Equal(!s.First.Argument.EndsWith("low only", StringComparison.Ordinal), s.Weight >= 5));
}
