using Palisade.Configuration.Bots;
using Palisade.Gateway.Filter.Challenges;

namespace Palisade.Gateway.Tests.Filter.Challenges;

public sealed class ChallengeTextsTests
{
    [Fact]
    public void An_operator_can_say_every_text_otherwise_and_no_other() =>
        Assert.Equal(ChallengeTexts.Usual.Keys.Order(StringComparer.Ordinal), ChallengeBrandConfig.TextNames.Order(StringComparer.Ordinal));
}
