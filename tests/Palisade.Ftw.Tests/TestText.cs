using System.Text;
using Palisade.Ftw.Loading;
using Palisade.Ftw.Model;

namespace Palisade.Ftw.Tests;

/// <summary>Short ways to the things tests talk about.</summary>
internal static class TestText
{
    public static TestFile Read(string yaml, string path = "930100.yaml") => TestFileReader.Read(path, Encoding.UTF8.GetBytes(yaml));

    /// <summary>A file of one test with one stage, whose input and output are given as flow mappings.</summary>
    public static TestFile OneStage(string input, string output = "{log: {expect_ids: [1]}}") => Read(
        $"""
        rule_id: 930100
        tests:
          - test_id: 1
            stages:
              - input: {input}
                output: {output}
        """);

    public static Stage Stage(string input, string output = "{log: {expect_ids: [1]}}") => Assert.Single(Assert.Single(OneStage(input, output).Tests).Stages);

    public static string Widen(byte[] bytes) => Encoding.Latin1.GetString(bytes);
}
