using Palisade.Engine.Tests.Conformance;
using Palisade.Engine.Tests.Scenarios;
using Xunit.Abstractions;

namespace Palisade.Engine.Tests.Differential;

/// <summary>The engine and the reference on the exchanges of ModSecurity's own cases, whatever these expect of them.</summary>
public sealed class ConformanceDifferentialTests(ITestOutputHelper output)
{
    [Fact]
    public void They_agree_on_every_exchange()
    {
        if (CaseFiles.Folder is not { } folder) return;
        var compared = 0;
        var differences = new List<string>();
        foreach (var regression in CaseFiles.Find(folder).SelectMany(f => CaseFiles.Load(Path.Combine(folder, f))).OfType<RegressionCase>())
        {
            if (regression.Compile() is not { } rules) continue;
            compared++;
            var stores = new StorePair(new StillClock());
            foreach (var keepSilent in new[] { false, true })
            {
                if (Lockstep.Run(rules, regression.Exchange.ToExchange(), stores, keepSilent) is { } difference)
                    differences.Add($"{regression.File}, {regression.Title}: {difference}\n{regression.Rules}");
            }
        }

        output.WriteLine($"{compared} cases");
        Assert.True(differences.Count == 0, $"{differences.Count} differences\n{string.Join('\n', differences.Take(5))}");
        Assert.True(compared > 40, $"only {compared} cases have rules that load");
    }

    [Fact]
    public void They_agree_on_the_values_of_unit_cases_each_before_every_operator_and_transformation_of_its_file()
    {
        if (CaseFiles.Folder is not { } folder) return;
        var compared = 0;
        foreach (var file in CaseFiles.Find(folder))
        {
            var cases = CaseFiles.Load(Path.Combine(folder, file)).OfType<UnitCase>().Where(c => c.SkipReason is null).ToList();
            var text = string.Concat(cases.Select(Rule).Where(rule => Scenario.Compile(rule).Rules is not null));
            if (text.Length == 0) continue;
            var rules = Scenario.Compile("SecRequestBodyAccess On\n" + text).Rules!;
            var stores = new StorePair(new StillClock());
            foreach (var input in cases.Select(c => c.Input).Distinct(StringComparer.Ordinal))
            {
                var difference = Lockstep.Run(rules, Exchange.Of("POST", "/", [("Content-Type", "application/x-www-form-urlencoded")], "v=" + Encoded(input)), stores);
                Assert.True(difference is null, $"{file}, '{input}': {difference}");
                compared++;
            }
        }

        output.WriteLine($"{compared} requests");
    }

    private static string Rule(UnitCase unit, int number) => unit.IsOperator
        ? $"SecRule ARGS \"@{unit.Name} {unit.Param.Replace("\"", "\\\"", StringComparison.Ordinal)}\" \"id:{number + 1},phase:2,pass,capture\"\n"
        : $"SecRule ARGS \"@unconditionalMatch\" \"id:{number + 1},phase:2,pass,multiMatch,t:{unit.Name},t:lowercase\"\n";

    private static string Encoded(string input) => string.Concat(input.Select(c => $"%{(int)c:x2}"));
}
