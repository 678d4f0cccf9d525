using System.Text;
using Palisade.Engine.Patterns;
using Palisade.Engine.Tests.Transformations;

namespace Palisade.Engine.Tests.Patterns;

public sealed class PatternConformanceTests
{
    [Theory]
    [InlineData("rx.json")]
    [InlineData("rxGlobal.json")]
    public void Every_unit_case_of_ModSecurity_is_answered_and_captured(string file)
    {
        foreach (var test in ConformanceFiles.Read("operators", file))
        {
            var pattern = BytePattern.Compile(Encoding.Latin1.GetString(test.Parameter)).Pattern!;
            Assert.Equal(test.Result, pattern.IsMatch(test.Input, out _));
            if (test.Groups is null) continue;

            // The files leave out empty matches between others, and some the later matches.
            var expected = test.Groups.Where(g => g.Length > 0).ToList();
            var seen = Captures(pattern, test.Input, global: file == "rxGlobal.json").Where(c => c.Length > 0);
            Assert.Equal(expected, seen.Take(expected.Count));
        }
    }

    private static List<byte[]> Captures(BytePattern pattern, byte[] value, bool global)
    {
        var found = new List<byte[]>();
        var captures = new ByteRange[10];
        var walk = pattern.Walk(value);
        while (walk.Next(captures) is > 0 and var count)
        {
            foreach (var capture in captures[..count]) found.Add(capture.Of(value).ToArray());
            if (!global) break;
        }

        return found;
    }
}
