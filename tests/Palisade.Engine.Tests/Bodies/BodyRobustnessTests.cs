using System.Runtime.InteropServices;
using Palisade.Engine.Bodies;

namespace Palisade.Engine.Tests.Bodies;

/// <summary>Whatever arrives, a processor answers: every cut, random and mutated bytes, hostile sizes.</summary>
public sealed class BodyRobustnessTests
{
    private const string Json = """{"user":{"name":"al\u0069ce\ud83d\ude00","tags":["a",1.5e3,null,[true,{}]],"x\"y":""}}""";
    private const string Xml = """<?xml version="1.0" encoding="utf-8"?><r a="1&lt;"><!--c--><b xmlns:n="u" n:c='&#65;'>t<![CDATA[<x>]]></b><?pi x?></r>""";
    private const string Multipart = "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n--b\r\nContent-Disposition: form-data;\r\n name=\"f\"; filename=\"C:\\\\x\\\"\"\r\nContent-Type: text/plain\r\n\r\n--BEGIN\nfile\r\n\r\n--b--\r\n";

    private static readonly (string Sample, Action<byte[]> Parse)[] Processors =
    [
        (Json, b => JsonBody.Parse(b, JsonNaming.ModSecurity, 20, 100, new ParsedBody())),
        (Json, b => JsonBody.Parse(b, JsonNaming.Coraza, 3, 3, new ParsedBody(), truncated: true)),
        (Xml, b => ParseXml(b, truncated: false)),
        (Xml, b => ParseXml(b, truncated: true)),
        (Multipart, b => ParseMultipart(b, "multipart/form-data; boundary=b", truncated: false)),
        (Multipart, b => ParseMultipart(b, "multipart/form-data; boundary=b", truncated: true)),
        ("form-data; name=\"a\\\"b\"; filename*=utf-8''a%20b; filename=c", b => ContentDisposition.Parse(b, new MultipartFlags())),
        ("multipart/form-data; boundary=\"b\"; x=y", b => ParseMultipart(Parsed.Bytes(Multipart), Parsed.Text(b), truncated: false)),
        ("a=%41&b+c=%&=&d", b => UrlEncodedBody.Parse(b, (byte)'&', 3, new ParsedBody())),
    ];

    [Fact]
    public void Every_cut_of_every_sample_is_answered()
    {
        foreach (var (sample, parse) in Processors)
        {
            var bytes = Parsed.Bytes(sample);
            for (var cut = 0; cut <= bytes.Length; cut++) parse(bytes[..cut]);
        }
    }

    [Fact]
    public void Random_and_mutated_bytes_are_answered()
    {
        var random = new Random(2);
        foreach (var (sample, parse) in Processors)
        {
            var letters = Parsed.Bytes(sample);
            for (var i = 0; i < 3_000; i++) parse(Mutate(letters, random));
            for (var i = 0; i < 1_000; i++) parse([.. Enumerable.Range(0, random.Next(60)).Select(_ => letters[random.Next(letters.Length)])]);
            for (var i = 0; i < 500; i++) parse([.. Enumerable.Range(0, random.Next(60)).Select(_ => (byte)random.Next(256))]);
        }
    }

    [Fact]
    public void A_cut_of_JSON_is_a_fault_unless_the_body_went_on()
    {
        for (var cut = 1; cut < Json.Length; cut++)
        {
            Assert.NotNull(Parsed.Json(Json[..cut]).Error);
            Assert.Null(Parsed.Json(Json[..cut], truncated: true).Error);
        }
    }

    [Fact]
    public void A_cut_multipart_body_is_no_fault_when_the_body_went_on()
    {
        for (var cut = 1; cut < Multipart.Length; cut++) Assert.Null(Parsed.MultipartAsIs(Multipart[..cut], truncated: true).Error);
    }

    [Fact]
    public void Every_byte_of_a_parts_content_is_inspected_at_every_cut()
    {
        const string head = "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n";
        const string content = "x\r\n--\r\ny\r\n-b--b\n\n";
        for (var cut = 0; cut <= content.Length; cut++)
        {
            Assert.Equal(content[..cut], Parsed.Text(Parsed.MultipartAsIs(head + content[..cut], truncated: true).Arguments[0].Value));
            Assert.Equal(content[..cut], Parsed.Text(Parsed.MultipartAsIs(head + content[..cut] + "\r\n--b--\r\n").Arguments[0].Value));
        }
    }

    [Theory]
    [InlineData("--")]
    [InlineData("--b\n")]
    [InlineData("--b--\n")]
    [InlineData("--b-")]
    [InlineData("-")]
    [InlineData("\n")]
    [InlineData("--b\n\n")]
    [InlineData("--b\na:\n")]
    [InlineData("--b\n \n")]
    public void A_megabyte_of_boundary_like_bytes_is_read_in_linear_time(string unit)
    {
        var text = string.Concat(Enumerable.Repeat(unit, 1024 * 1024 / unit.Length));
        Assert.True(Parsed.MultipartAsIs(text).Multipart.StrictError);
        var dashes = new string('-', 69);
        Assert.True(Parsed.MultipartAsIs(text, "multipart/form-data; boundary=" + dashes + "b").Multipart.StrictError);
    }

    [Fact]
    public void A_megabyte_of_part_headers_is_read_in_linear_time()
    {
        var body = Parsed.MultipartAsIs("--b\r\n" + string.Concat(Enumerable.Range(0, 100_000).Select(i => $"h{i}: x\r\n")));
        Assert.Equal(100, body.PartHeaders.Count);
        Assert.StartsWith("Multipart parsing error: Multipart: More than 100 headers in a part.", body.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<a b='1'/>")]
    [InlineData("<![CDATA[x]]>")]
    [InlineData("<!-- -->")]
    [InlineData("&lt;")]
    public void A_megabyte_of_XML_is_read_in_linear_time(string unit) =>
        Assert.Null(Parsed.Xml("<r>" + string.Concat(Enumerable.Repeat(unit, 1024 * 1024 / unit.Length)) + "</r>").Error);

    [Fact]
    public void A_hundred_thousand_attributes_are_read_in_linear_time() =>
        Assert.Equal(100_000, Parsed.Xml("<r " + string.Join(' ', Enumerable.Range(0, 100_000).Select(i => $"a{i}=''")) + "/>").XmlAttributes.Count);

    [Fact]
    public void Multipart_samples_of_the_core_rule_set_are_understood()
    {
        var count = 0;
        foreach (var block in CoreRuleSetSamples.Blocks().Where(b => b.StartsWith("--", StringComparison.Ordinal)))
        {
            var boundary = block[2..block.IndexOf('\n', StringComparison.Ordinal)];
            var body = Parsed.Multipart(block, "multipart/form-data; boundary=" + boundary);
            var isWhole = block.TrimEnd().EndsWith($"\n--{boundary}--", StringComparison.Ordinal) && !block.Contains("\n\ntest", StringComparison.Ordinal);
            if (isWhole && body.Error is null) Assert.NotEmpty(body.PartHeaders);
            Assert.True(body.Arguments.Count + body.Files.Count > 0);
            count++;
        }

        Assert.True(count > 100 || CoreRuleSetSamples.Folder is null, $"{count} samples");
    }

    [Fact]
    public void JSON_and_XML_samples_of_the_core_rule_set_are_understood()
    {
        var (json, xml) = (0, 0);
        foreach (var text in CoreRuleSetSamples.Quoted())
        {
            if (text.StartsWith("{\"", StringComparison.Ordinal) && Parsed.Json(text) is { Error: null, Arguments.Count: > 0 }) json++;
            if (text.StartsWith("<?xml", StringComparison.Ordinal) && Parsed.Xml(text) is { Error: null, XmlTexts.Count: 1 }) xml++;
        }

        Assert.True((json > 50 && xml > 100) || CoreRuleSetSamples.Folder is null, $"{json} JSON and {xml} XML samples");
    }

    private static void ParseXml(byte[] bytes, bool truncated)
    {
        var into = new ParsedBody();
        XmlBody.Parse(bytes, 20, into, truncated);
        Assert.Equal(into.XmlTexts, XmlSelection.Select(into.Xml ?? new(), "/*", []));
    }

    private static void ParseMultipart(byte[] bytes, string contentType, bool truncated)
    {
        var into = new ParsedBody();
        MultipartBody.Parse(bytes, Parsed.Bytes(contentType), 3, 100, into, truncated);
        foreach (var file in into.Files.Where(f => f.Size > 0))
        {
            Assert.Equal(file.Size, file.Content.Length);
            Assert.True(MemoryMarshal.TryGetArray(file.Content, out var slice));
            Assert.Same(bytes, slice.Array);
        }

        // What sets no flag and no fault was exactly what a browser sends: the parts account for every byte.
        if (into is { Error: null, Multipart: { StrictError: false, UnmatchedBoundary: 0 } } && !truncated && bytes.Length > 0)
            Assert.NotEmpty(into.PartHeaders);
    }

    private static byte[] Mutate(byte[] sample, Random random)
    {
        var odd = "\r\n\"';=- \\:<>{}[]&%\0"u8;
        var bytes = sample.ToList();
        for (var n = random.Next(1, 4); n > 0; n--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(4))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveAt(at);
                    break;
                case 2:
                    bytes.Insert(at, odd[random.Next(odd.Length)]);
                    break;
                default:
                    bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(12), bytes.Count - at)));
                    break;
            }
        }

        return [.. bytes];
    }
}
