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

    [Fact]
    public void What_is_hardly_sure_does_not_decide_alone() => Assert.All(
        BuiltInSignatures.Read().Signatures.Where(s => s.First is { Operator: "detect", EveryLayer: true }),
        s => Assert.Equal(!s.First.Argument.EndsWith("low only", StringComparison.Ordinal), s.Weight >= 5));
}
