using System.Text;
using System.Text.Json;

namespace Palisade.SecLang.Tests;

/// <summary>The regression cases of ModSecurity v3: their rules load, and what its parser refuses we refuse.</summary>
public sealed class ConformanceTests
{
    public static TheoryData<string, string> Cases
    {
        get
        {
            var found = new TheoryData<string, string>();
            foreach (var file in Directory.GetFiles(Path.Combine(SharedFiles.Folder ?? ".", "seclang-conformance", "regression"), "*.json"))
            {
                using var document = JsonDocument.Parse(File.ReadAllBytes(file));
                foreach (var (index, each) in document.RootElement.EnumerateArray().Index())
                {
                    found.Add($"{Path.GetFileName(file)}#{index}", each.GetRawText());
                }
            }

            return found;
        }
    }

    [TheoryWithSharedFiles, MemberData(nameof(Cases))]
    public void A_case_loads_or_is_refused_as_it_says(string name, string json)
    {
        using var document = JsonDocument.Parse(json);
        var rules = string.Join('\n', document.RootElement.GetProperty("rules").EnumerateArray().Select(r => r.GetString()));
        var refused = document.RootElement.TryGetProperty("expected", out var expected) && expected.TryGetProperty("parser_error", out _);

        using var folder = new Files.TemporaryFolder();
        var result = RuleFiles.Load([folder.Write("rules.conf", Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(rules)))]);

        Assert.True(result.Succeeded != refused, $"{name}\n{string.Join('\n', result.Diagnostics)}");
    }
}
