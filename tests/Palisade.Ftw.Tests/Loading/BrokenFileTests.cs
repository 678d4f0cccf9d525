using System.Text;
using Palisade.Ftw.Loading;
using Palisade.Ftw.Requests;

namespace Palisade.Ftw.Tests.Loading;

/// <summary>Whatever is done to a file, reading it gives an answer.</summary>
public sealed class BrokenFileTests
{
    private const string Signs = " \n\t:-?[]{},&*#!|>'\"%@`\\{}~0a";

    private const string Sample =
        """
        ---
        meta: {author: "x, y", description: 'it''s'}
        rule_id: 920100
        tests:
          - test_id: 1
            desc: |
              text # not a comment
            stages: # comment
              - input: &in
                  dest_addr: 127.0.0.1
                  port: 80
                  method: "  G\x45T"
                  headers: {Host: localhost, "X-é": 'a: b', ? complex : key}
                  ordered_headers: [{name: a, value: "\u00e9\ud83d"}]
                  data: >-
                    {{ "a" | repeat 3 }} folded
                    line
                output: {log: {expect_ids: [1, 2], match_regex: '\[id "\d+"\]'}, status: [200]}
              - input: {<<: *in, encoded_request: "R0VUIC8=\n"}
                output: {expect_error: true, retry_once: yes}
        """;

    [Fact]
    public void Every_cut_of_a_file_is_read_and_rendered()
    {
        var bytes = Encoding.UTF8.GetBytes(Sample);
        for (var cut = 0; cut <= bytes.Length; cut++) ReadAndRender(bytes.AsSpan(0, cut));
    }

    [Fact]
    public void Mutated_files_are_read_and_rendered()
    {
        var random = new Random(20);
        var sample = Encoding.UTF8.GetBytes(Sample);
        for (var i = 0; i < 3000; i++)
        {
            var bytes = sample.ToArray();
            for (var change = random.Next(1, 6); change > 0; change--) bytes[random.Next(bytes.Length)] = Mutation(random);
            ReadAndRender(bytes);
        }
    }

    [Fact]
    public void Random_bytes_are_read_and_rendered()
    {
        var random = new Random(21);
        for (var i = 0; i < 2000; i++)
        {
            var bytes = new byte[random.Next(1, 80)];
            for (var at = 0; at < bytes.Length; at++) bytes[at] = Mutation(random);
            ReadAndRender(bytes);
        }
    }

    [Fact]
    public void Cuts_and_mutations_of_the_files_of_the_CRS_are_read_and_rendered()
    {
        if (SharedCorpus.Tests is null) return;

        var random = new Random(22);
        foreach (var path in Directory.EnumerateFiles(SharedCorpus.Tests, "*.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var bytes = File.ReadAllBytes(path);
            if (bytes.Length is 0 or > 60_000) continue;
            ReadAndRender(bytes.AsSpan(0, random.Next(bytes.Length)));
            for (var change = 0; change < 3; change++) bytes[random.Next(bytes.Length)] = Mutation(random);
            ReadAndRender(bytes);
        }
    }

    private static byte Mutation(Random random) =>
        random.Next(3) == 0 ? (byte)random.Next(256) : (byte)Signs[random.Next(Signs.Length)];

    private static void ReadAndRender(ReadOnlySpan<byte> bytes)
    {
        var file = TestFileReader.Read("x.yaml", bytes);
        Assert.All(file.Faults, f => Assert.InRange(f.At.Line, 1, int.MaxValue));
        foreach (var stage in file.Tests.SelectMany(t => t.Stages))
        {
            var (request, problem) = RequestWriter.Write(stage.Input);
            Assert.True(request is null != problem is null);
        }

        OverridesReader.Read("x.yaml", bytes);
    }
}
