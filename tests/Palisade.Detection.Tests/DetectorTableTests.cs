using System.Buffers;
using System.Diagnostics;
using System.Text;
using Palisade.Detection.Tests.Shared;

namespace Palisade.Detection.Tests;

/// <summary>What holds for every recogniser of the table.</summary>
public sealed class DetectorTableTests
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(20);

    public static TheoryData<string> Names => [.. DetectorTable.All.Keys];

    private static readonly string[] Units =
    [
        "'", "\"", "(", ")", "[", "{", "<", ">", "&", "|", "*", "/", "\\", "%", "$", ".", ";", "=", ":", "\n", "\r\n", "a", " a", "../", "/./", "(|", "(a=", "*)(", "{{", "${", "$(", "<!--#", "<!ENTITY ", "<!DOCTYPE a [", "' or ", "http://", "a[b]", "a(b", "+a", "`", "/*", "//", "\\x", "\\u{", "%25", "&#", "count(", "eval(", "a.b", "[$ne]", "\0", "\u00c0", "\u00ef\u00bc\u009c", "#", "!", "~", "--", "||", "&&", "a:", "\r\nA: b", "<a ", "'+'",
    ];

    [Theory]
    [MemberData(nameof(Names))]
    public void Ordinary_text_is_no_attack(string name)
    {
        var recognise = DetectorTable.All[name].Recognise;
        var wrong = OrdinaryTexts.All.Select(text => (Text: text, Finding: recognise(Encoding.UTF8.GetBytes(text)))).Where(f => f.Finding is { Confidence: > Confidence.Low }).Select(f => $"{f.Text}: {f.Finding!.Reason}");

        Assert.Empty(wrong);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_ordinary_requests_of_the_corpora_are_no_attack(string name)
    {
        if (SharedFolder.Find("corpora") is not { } folder) return;
        var recognise = DetectorTable.All[name].Recognise;
        var requests = LabelledRequest.Read(Path.Combine(folder, "mgm-benign.jsonl.gz")).Concat(LabelledRequest.Read(Path.Combine(folder, "text-benign.jsonl.gz")));
        var wrong = requests.SelectMany(Values).Select(text => (Text: text, Finding: recognise(Encoding.Latin1.GetBytes(text)))).Where(f => f.Finding is { Confidence: > Confidence.Low }).Select(f => $"{f.Text}: {f.Finding!.Reason}");

        Assert.Empty(wrong);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void No_bytes_break_it_and_what_is_told_beforehand_is_true(string name)
    {
        var detector = DetectorTable.All[name];
        foreach (var value in HostileValues())
        {
            if (detector.Recognise(value) is not { } finding) continue;
            Assert.True(value.Length >= detector.MinLength);
            Assert.True(DetectorMarks.Admit(detector, value), Encoding.Latin1.GetString(value));
            Assert.InRange(finding.Offset, 0, value.Length - 1);
            Assert.InRange(finding.Length, 1, value.Length - finding.Offset);
            Assert.NotEmpty(finding.Reason);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_long_repetition_is_read_in_linear_time(string name)
    {
        var recognise = DetectorTable.All[name].Recognise;
        foreach (var unit in Units)
        {
            var value = Encoding.Latin1.GetBytes(string.Concat(Enumerable.Repeat(unit, (1 << 18) / unit.Length)));
            var clock = Stopwatch.StartNew();
            recognise(value);
            Assert.True(clock.Elapsed < Bound, $"{unit}: {clock.Elapsed}");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_value_without_finding_costs_no_allocation(string name)
    {
        var recognise = DetectorTable.All[name].Recognise;
        var values = OrdinaryTexts.All.Select(Encoding.UTF8.GetBytes).Where(value => recognise(value) is null).ToArray();

        Assert.Equal(0, Allocation.Of(() =>
        {
            foreach (var value in values) recognise(value);
        }));
    }

    private static IEnumerable<byte[]> HostileValues()
    {
        var random = new Random(20261126);
        var samples = Samples().Select(Encoding.Latin1.GetBytes).ToArray();
        for (var round = 0; round < 20_000; round++)
        {
            var value = new byte[random.Next(60)];
            random.NextBytes(value);
            if (round % 4 == 0)
            {
                yield return value;
                continue;
            }

            // A cut of a sample, with another behind it and a few bytes changed.
            var first = samples[random.Next(samples.Length)];
            var second = samples[random.Next(samples.Length)];
            var mixed = first[random.Next(first.Length)..].Concat(second[..random.Next(second.Length + 1)]).ToArray();
            for (var changes = random.Next(3); changes > 0 && mixed.Length > 0; changes--) mixed[random.Next(mixed.Length)] = (byte)random.Next(256);
            yield return mixed;
        }
    }

    private static IEnumerable<string> Samples()
    {
        var attacks = SharedFolder.Find("corpora", "mgm-attack.jsonl.gz") is { } file ? LabelledRequest.Read(file).Take(2_000).SelectMany(Values) : [];
        return OrdinaryTexts.All.Concat(Units).Concat(attacks).Where(text => text.Length is > 0 and < 2_000);
    }

    private static IEnumerable<string> Values(LabelledRequest request) => RequestValues.Of(request.Target, request.Header("Content-Type"), request.Body);
}
