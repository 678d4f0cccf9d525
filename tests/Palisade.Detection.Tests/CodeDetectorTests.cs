using System.Globalization;
using System.Text;
using Palisade.Detection.Tests.Shared;
using Xunit.Abstractions;

namespace Palisade.Detection.Tests;

/// <summary>What holds for every recogniser of code, commands and paths: its samples, ordinary texts, hostile bytes, the labelled requests.</summary>
public sealed class CodeDetectorTests(ITestOutputHelper output)
{
    private const int Long = 64 * 1024;

    // Of the thread's own processor time: far above what a linear reading takes, far below what a quadratic one would.
    private const long MaxMilliseconds = 2000;

    public static TheoryData<string> Names => ["code", "jndi", "path", "php", "serialization", "shell", "template", "windows_shell"];

    /// <summary>Category, recognisers that are meant for it, and the share that they must find with high confidence.</summary>
    public static TheoryData<string, string, double> Categories => new()
    {
        { "cmdexe", "shell", 0.93 },
        { "cmdexe", "shell,windows_shell,php,template,code,path", 0.97 },
        { "shellshock", "shell", 1 },
        { "log4shell", "jndi", 1 },
        { "traversal", "path", 0.95 },
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_sample_is_found_and_tells_why(string name)
    {
        var faults = new List<string>();
        foreach (var sample in SampleText.Attacks(name))
        {
            var finding = Detect(name, sample.Value);
            if (finding is null || finding.Confidence < sample.Least) faults.Add($"{sample.Line} -> {finding?.Confidence.ToString() ?? "nothing"}");
            else Assert.True(finding.Reason.Length > 20, sample.Line);
        }

        Assert.Empty(faults);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void No_ordinary_text_is_found(string name) =>
        Assert.Empty(SampleText.Ordinary().Where(text => Detect(name, text) is not null).Select(Encoding.UTF8.GetString));

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_told_of_a_value_before_it_is_read_is_true(string name)
    {
        var row = DetectorTable.All[name];
        foreach (var sample in SampleText.Attacks(name))
        {
            Assert.True(sample.Value.Length >= row.MinLength, sample.Line);
            Assert.True(DetectorMarks.Admit(row, sample.Value), sample.Line);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void No_cut_and_no_change_of_a_sample_throws(string name)
    {
        var random = new Random(20260103);
        foreach (var sample in SampleText.Attacks(name).Select(s => s.Value))
        {
            for (var end = 0; end <= sample.Length; end++)
            {
                Detect(name, sample.AsSpan(0, end));
                Detect(name, sample.AsSpan(end));
            }

            for (var round = 0; round < 50; round++)
            {
                var changed = sample.ToArray();
                for (var changes = random.Next(1, 5); changes > 0; changes--) changed[random.Next(changed.Length)] = (byte)random.Next(256);
                Detect(name, changed);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void No_random_value_throws_and_what_is_found_was_foretold(string name)
    {
        var random = new Random(20260104);
        var pieces = SampleText.Attacks(name).Select(s => s.Value).ToArray();
        for (var round = 0; round < 20_000; round++)
        {
            var value = new byte[random.Next(60)];
            random.NextBytes(value);
            if (round % 2 == 0) value = [.. Piece(pieces, random), .. Piece(pieces, random), .. value.AsSpan(0, Math.Min(3, value.Length)), .. Piece(pieces, random)];
            Detect(name, value);
        }
    }

    private static ReadOnlySpan<byte> Piece(byte[][] pieces, Random random)
    {
        var piece = pieces[random.Next(pieces.Length)];
        var start = random.Next(piece.Length);
        return piece.AsSpan(start, random.Next(Math.Min(16, piece.Length - start) + 1));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void One_text_over_and_over_is_read_in_linear_time(string name)
    {
        string[] texts =
        [
            "'", "\"", "`", ";", "|", "&", "$", "$(", "${", "$((", "(", ")", "{", "}", "{{", "}}", "{%", "%}", "<", "<?", "<?php ", "<%", "%>", "<#", "#{", "%{", "[", "]", "\\", "/", "../", "..\\", "./", "\n", ",", ".", "%", "^", "\0",
            ";'", ";\"", ";`", "$('", "$'\\x", ";a ", ";id ", "`a", "a(", "$a(", "$a[", "system(", "eval(", "O:1:\"a\":1:{", "a:1:{", "${jndi:", "${lower:", "${a:-", "${${", "{\"@type\":\"", "!!", "rO0AB", "%a:~1,", "%a%", "; /???/c?t ", "/*", "*/", "//", "#", "' . '", "\".\"", "c", "php://", "\u00c0\u00af", " the cat ", "\\u0041", "${x:0:1}", ";{a,", "<!--#", "__class__.", "{{7*", "a.b.", "getClass().",
        ];
        var slow = new List<string>();
        foreach (var text in texts)
        {
            var value = Encoding.Latin1.GetBytes(string.Concat(Enumerable.Repeat(text, Long / text.Length)));
            var start = ProcessorMilliseconds();
            Detect(name, value);
            if (ProcessorMilliseconds() - start > MaxMilliseconds) slow.Add(text);
        }

        foreach (var sample in SampleText.Attacks(name).Where((_, i) => i % 4 == 0))
        {
            // Half a sample does not end what it opens.
            var half = sample.Value.AsSpan(0, (sample.Value.Length + 1) / 2).ToArray();
            var value = Enumerable.Repeat(half, Long / half.Length).SelectMany(b => b).ToArray();
            var start = ProcessorMilliseconds();
            Detect(name, value);
            if (ProcessorMilliseconds() - start > MaxMilliseconds) slow.Add(sample.Line);
        }

        Assert.Empty(slow);
    }

    // What other threads and programs take is not counted: Linux, Documentation/scheduler/sched-stats.
    private static long ProcessorMilliseconds() =>
        long.Parse(File.ReadAllText("/proc/thread-self/schedstat").Split(' ')[0], CultureInfo.InvariantCulture) / 1_000_000;

    [Theory]
    [MemberData(nameof(Names))]
    public void A_harmless_value_allocates_nothing(string name)
    {
        var texts = SampleText.Ordinary().ToArray();
        foreach (var text in texts) Detect(name, text);
        var row = DetectorTable.All[name];
        Assert.Equal(0, Allocation.Of(() =>
        {
            foreach (var text in texts) row.Recognise(text);
        }));
    }

    [Theory]
    [MemberData(nameof(Categories))]
    public void Attacks_of_its_kind_are_found(string category, string names, double floor)
    {
        if (SharedFolder.Find("corpora", "mgm-attack.jsonl.gz") is not { } file) return;
        var attacks = LabelledRequest.Read(file).Where(r => r.Cat == category).ToList();
        var (high, any) = (0, 0);
        foreach (var best in attacks.Select(attack => Best(attack, names.Split(','))))
        {
            if (best is not null) any++;
            if (best is Confidence.High) high++;
        }

        var rate = (double)high / attacks.Count;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{category}: of {attacks.Count} attacks {high} found with high confidence ({rate:P2}), {any} with any"));
        Assert.InRange(rate, floor, 1);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void No_ordinary_request_is_found(string name)
    {
        foreach (var file in new[] { "mgm-benign.jsonl.gz", "text-benign.jsonl.gz" })
        {
            if (SharedFolder.Find("corpora", file) is not { } path) continue;
            Assert.Empty(LabelledRequest.Read(path).Where(r => Best(r, [name]) >= Confidence.Medium).Select(r => r.Id));
        }
    }

    private static Confidence? Best(LabelledRequest request, string[] names)
    {
        Confidence? best = null;
        foreach (var value in RequestValues.Of(request.Target, request.Header("Content-Type"), request.Body))
        {
            foreach (var layer in CrsDecoding.Layers(value))
            {
                foreach (var name in names)
                {
                    if (Detect(name, layer) is { } finding && (best is null || finding.Confidence > best)) best = finding.Confidence;
                }
            }
        }

        return best;
    }

    private static Finding? Detect(string name, ReadOnlySpan<byte> value)
    {
        var row = DetectorTable.All[name];
        var finding = row.Recognise(value);
        if (finding is null) return null;
        Assert.InRange(finding.Offset, 0, value.Length - 1);
        Assert.InRange(finding.Length, 1, value.Length - finding.Offset);
        Assert.True(value.Length >= row.MinLength);
        Assert.True(DetectorMarks.Admit(row, value));
        return finding;
    }
}
