using System.Text;
using Palisade.Engine.Patterns;
using Palisade.Engine.Rules;

namespace Palisade.Engine.Tests.Rules;

public sealed class KeyFilterTests
{
    private static readonly string[] Keys =
    [
        "", "User-Agent", "user-agent", "USER-AGENT", "User-agenT", "User-Agents", "Accept", "accept", "Accept-Language", "Sec-CH-UA", "sec-ch-ua", "Sec-Ch-Ua", "te", "TE", "Te", "te\0", "Cookie", "X-Own", "host",
    ];

    [Theory]
    [InlineData("^user-")]
    [InlineData("^User-")]
    [InlineData("(?i)^(?:accept.*|te|sec-.*)$")]
    [InlineData("^$|t$")]
    [InlineData("E")]
    [InlineData("nothing")]
    public void Keys_that_were_asked_for_before_are_answered_as_the_pattern_does(string text)
    {
        foreach (var options in new[] { default(BytePatternOptions), BytePatternOptions.IgnoreCase })
        {
            var pattern = BytePattern.Compile(text, options).Pattern!;
            var filter = new KeyFilter(pattern);
            for (var turn = 0; turn < 2; turn++)
            {
                foreach (var key in Keys.Select(Encoding.Latin1.GetBytes)) Assert.Equal(pattern.IsMatch(key, out _), filter.Includes(key));
            }
        }
    }
}
