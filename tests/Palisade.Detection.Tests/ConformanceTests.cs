using System.Text;
using System.Text.Json;
using Palisade.Detection.Html;
using Palisade.Detection.Sql;
using Palisade.Detection.Tests.Shared;

namespace Palisade.Detection.Tests;

/// <summary>The operator cases of ModSecurity's own suite.</summary>
public sealed class ConformanceTests
{
    [Theory]
    [InlineData("detectXSS")]
    [InlineData("detectSQLi")]
    public void The_operator_cases_give_what_they_expect(string name)
    {
        if (SharedFolder.Find("seclang-conformance", "operators", name + ".json") is not { } file) return;
        using var cases = JsonDocument.Parse(File.ReadAllText(file));
        foreach (var item in cases.RootElement.EnumerateArray())
        {
            var input = Encoding.Latin1.GetBytes(item.GetProperty("input").GetString()!);
            var found = name == "detectXSS" ? Xss.Detect(input) is not null : SqlInjection.Detect(input) is not null;
            Assert.Equal(item.GetProperty("ret").GetInt32() == 1, found);
        }
    }
}
