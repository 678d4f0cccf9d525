using System.Text;
using System.Text.Json;
using Palisade.Engine.Patterns;
using Palisade.Engine.Tests.Conformance;

namespace Palisade.Engine.Tests.Patterns;

public sealed class PatternConformanceTests
{
    [Theory]
    [InlineData("rx.json")]
    [InlineData("rxGlobal.json")]
    public void The_groups_that_unit_cases_of_ModSecurity_name_are_captured(string file)
    {
        if (CaseFiles.Folder is not { } folder || !File.Exists(Path.Combine(folder, "operators", file))) return;
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "operators", file)));
        foreach (var json in document.RootElement.EnumerateArray().Where(c => c.TryGetProperty("re_groups", out _)))
        {
            // The files leave out empty matches between others, and some the later matches.
            var expected = json.GetProperty("re_groups").EnumerateArray().Select(JsonText.Widen).Where(g => g.Length > 0).ToList();
            var pattern = BytePattern.Compile(JsonText.Read(json, "param")).Pattern!;
            var value = Encoding.Latin1.GetBytes(JsonText.Unescape(JsonText.Read(json, "input")));
            var seen = Captures(pattern, value, global: file == "rxGlobal.json").Where(c => c.Length > 0);
            Assert.Equal(expected, seen.Take(expected.Count));
        }
    }

    private static List<string> Captures(BytePattern pattern, byte[] value, bool global)
    {
        var found = new List<string>();
        var captures = new ByteRange[10];
        var walk = pattern.Walk(value);
        while (walk.Next(captures) is > 0 and var count)
        {
            foreach (var capture in captures[..count]) found.Add(Encoding.Latin1.GetString(capture.Of(value)));
            if (!global) break;
        }

        return found;
    }
}
