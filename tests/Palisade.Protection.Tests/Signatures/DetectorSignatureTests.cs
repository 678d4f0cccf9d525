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
        foreach (var name in OperatorTable.Recognisers)
            Assert.All(["high", "medium only", "low only"], confidence => Assert.Contains($"{name} {confidence}", all));
    }

    [Fact]
    public void What_is_less_sure_weighs_less_and_only_the_surest_decides_alone() => Assert.All(
        BuiltInSignatures.Read().Signatures.Where(s => s.First is { Operator: "detect", EveryLayer: true }),
        s => Assert.Equal(s.First.Argument.EndsWith("high", StringComparison.Ordinal), s.Weight >= 5));
}
