using System.Text;
using Palisade.Engine.Transformations;

namespace Palisade.Engine.Tests.Transformations;

public sealed class TransformationConformanceTests
{
    [Fact]
    public void Every_unit_case_of_ModSecurity_gives_its_output()
    {
        var wrong = new List<string>();
        var count = 0;
        foreach (var test in ConformanceFiles.Read("transformations", "*.json"))
        {
            count++;
            var seen = Transformed.Bytes(TransformationTable.Find(test.Name)!, test.Input);
            if (!seen.AsSpan().SequenceEqual(test.Output)) wrong.Add($"{test.Name}({Show(test.Input)}) = {Show(seen)}, expected {Show(test.Output)}");
        }

        Assert.Empty(wrong);
        Assert.True(count > 100 || ConformanceFiles.Shared is null);
    }

    private static string Show(byte[] bytes) => Encoding.Latin1.GetString(bytes);
}
