using Palisade.Ftw.Model;
using Palisade.Ftw.Requests;
using static Palisade.Ftw.Tests.TestText;

namespace Palisade.Ftw.Tests.Requests;

public sealed class RequestWriterTests
{
    [Fact]
    public void A_stage_that_says_nothing_gets_the_default_request() =>
        Assert.Equal("GET / HTTP/1.1\r\nConnection: close\r\n\r\n", Written(new()));

    [Fact]
    public void The_request_line_is_sent_as_written() =>
        Assert.Equal(
            "\t GET  /a b?\u00c3\u00a9 JUNK/1.0\r\nConnection: close\r\n\r\n",
            Written(new() { Method = "\t GET ", Uri = "/a b?é", Version = "JUNK/1.0" }));

    [Fact]
    public void Empty_words_of_the_request_line_are_sent_empty() =>
        Assert.Equal("  \r\nConnection: close\r\n\r\n", Written(new() { Method = "", Uri = "", Version = "" }));

    [Fact]
    public void Headers_keep_their_order_their_case_and_their_repetition() =>
        Assert.Equal(
            "GET / HTTP/1.1\r\nb: 1\r\nA: \r\nB:  x \r\nConnection: close\r\n\r\n",
            Written(new() { Headers = [new("b", "1"), new("A", ""), new("B", " x ")] }));

    [Fact]
    public void Headers_that_are_there_in_any_case_are_not_completed() =>
        Assert.Equal(
            "POST / HTTP/1.1\r\ncontent-length: 9\r\nCONNECTION: keep-alive\r\ncontent-type: text/plain\r\n\r\na b",
            Written(new() { Method = "POST", Headers = [new("content-length", "9"), new("CONNECTION", "keep-alive"), new("content-type", "text/plain")], Data = "a b" }));

    [Fact]
    public void Missing_headers_come_last_in_the_order_type_connection_length() =>
        Assert.Equal(
            "POST / HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nConnection: close\r\nContent-Length: 3\r\n\r\na=b",
            Written(new() { Method = "POST", Headers = [new("Host", "x")], Data = "a=b" }));

    [Fact]
    public void Without_autocompletion_nothing_is_added_and_nothing_is_escaped() =>
        Assert.Equal("POST / HTTP/1.1\r\n\r\na= b", Written(new() { Method = "POST", Data = "a= b", AutocompleteHeaders = false }));

    [Theory]
    [InlineData("GET", false)]
    [InlineData("POST", true)]
    [InlineData("POSTX", true)]
    [InlineData("XPOST", false)]
    [InlineData("PUT", true)]
    [InlineData("XPUTX", true)]
    [InlineData("PATCH", true)]
    [InlineData("DELETE", true)]
    [InlineData("XDELETE", true)]
    [InlineData("DELETEX", false)]
    [InlineData("post", false)]
    public void A_length_of_zero_is_said_for_methods_that_go_ftw_takes_for_having_a_body(string method, bool says) =>
        Assert.Equal(says, Written(new() { Method = method }).Contains("Content-Length: 0\r\n", StringComparison.Ordinal));

    [Theory]
    [InlineData("a=b c&d=<e>", "a=b+c&d=%3Ce%3E")]
    [InlineData("a=b=c", "a=b%3Dc")]
    [InlineData("key", "key")]
    [InlineData("<key>", "%3Ckey%3E")]
    [InlineData("a=1&&b=2", "a=1&&b=2")]
    [InlineData("a=1&", "a=1")]
    [InlineData("=", "=")]
    [InlineData("a=é~-_.", "a=%C3%A9~-_.")]
    [InlineData("a=b+c d", "a=b+c d")]
    [InlineData("a=%41 <", "a=%41 <")]
    [InlineData("a=100% <", "a=100% <")]
    [InlineData("a=\n", "a=%0A")]
    public void A_form_that_looks_unescaped_is_escaped_field_by_field(string data, string body) =>
        Assert.EndsWith($"Content-Length: {body.Length}\r\n\r\n{body}", Written(new() { Data = data }), StringComparison.Ordinal);

    [Fact]
    public void An_ampersand_alone_escapes_to_nothing_and_says_no_length() =>
        Assert.Equal("GET / HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded\r\nConnection: close\r\n\r\n", Written(new() { Data = "&" }));

    [Theory]
    [InlineData("Application/X-WWW-Form-Urlencoded", "a=%3C")]
    [InlineData("application/x-www-form-urlencoded; charset=utf-8", "a=<")]
    [InlineData("text/plain", "a=<")]
    public void Only_the_plain_form_type_in_any_case_is_escaped(string type, string body) =>
        Assert.EndsWith($"\r\n\r\n{body}", Written(new() { Headers = [new("Content-Type", type)], Data = "a=<" }), StringComparison.Ordinal);

    [Theory]
    [InlineData("multipart/form-data; boundary=x", true, "a\r\n\r\r\nb")]
    [InlineData("MultiPart/Form-Data;x", false, "a\r\n\r\r\nb")]
    [InlineData("multipart/form-data", true, "a\n\r\nb")]
    [InlineData("multipart/mixed; boundary=x", true, "a\n\r\nb")]
    public void Multipart_form_bodies_get_carriage_returns_whatever_they_had(string type, bool autocomplete, string body) =>
        Assert.EndsWith(
            $"\r\n\r\n{body}",
            Written(new() { Headers = [new("Content-Type", type)], Data = "a\n\r\nb", AutocompleteHeaders = autocomplete }),
            StringComparison.Ordinal);

    [Fact]
    public void The_length_is_that_of_the_body_after_all_changes() =>
        Assert.Contains("Content-Length: 6\r\n\r\na\r\nb\r\n", Written(new() { Headers = [new("Content-Type", "multipart/form-data; b")], Data = "a\nb\n" }), StringComparison.Ordinal);

    [Fact]
    public void Data_is_sent_as_UTF8() => Assert.EndsWith("\u00c3\u00a9", Written(new() { Headers = [new("Content-Type", "x")], Data = "é" }), StringComparison.Ordinal);

    [Fact]
    public void Encoded_data_is_sent_as_its_bytes_and_loses_against_data()
    {
        Assert.EndsWith("\r\n\r\n\0\u00ff", Written(new() { Headers = [new("Content-Type", "x")], EncodedData = "AP8=" }), StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\nd", Written(new() { Headers = [new("Content-Type", "x")], EncodedData = "AP8=", Data = "d" }), StringComparison.Ordinal);
    }

    [Fact]
    public void An_encoded_request_is_all_that_is_sent() =>
        Assert.Equal("GET / X\n", Written(new() { EncodedRequest = "R0VU\nIC8gWAo=", Method = "POST", Headers = [new("a", "b")] }));

    [Theory]
    [InlineData("encoded_request", "'encoded_request' is not base64")]
    [InlineData("encoded_data", "'encoded_data' is not base64")]
    public void What_is_not_base64_is_a_problem(string field, string problem) =>
        Assert.Equal(problem, RequestWriter.Write(field == "encoded_data" ? new() { EncodedData = "a" } : new() { EncodedRequest = "a" }).Problem);

    [Fact]
    public void Data_is_rendered_as_a_template() =>
        Assert.EndsWith("\r\n\r\naaaa", Written(new() { Headers = [new("Content-Type", "x")], Data = "{{ repeat 4 \"a\" }}" }), StringComparison.Ordinal);

    [Fact]
    public void A_template_that_cannot_be_rendered_is_a_problem_and_no_request()
    {
        var (request, problem) = RequestWriter.Write(new() { Data = "{{ nope 1 }}" });
        Assert.Null(request);
        Assert.Equal("'data' is a Go template that cannot be rendered: function 'nope' is not supported", problem);
    }

    [Fact]
    public void Saved_cookies_join_those_of_the_stage()
    {
        Assert.Contains("Cookie: a=1\r\n", Widen(RequestWriter.Write(new(), "a=1").Request!.Bytes), StringComparison.Ordinal);
        Assert.Contains("cookie: b=2; a=1\r\n", Widen(RequestWriter.Write(new() { Headers = [new("cookie", "b=2")] }, "a=1").Request!.Bytes), StringComparison.Ordinal);
    }

    [Fact]
    public void The_shown_line_is_printable_and_short()
    {
        var request = RequestWriter.Write(new() { Uri = "/\u0001" + new string('a', 500) }).Request!;
        Assert.StartsWith("GET /\\x01aaa", request.ShownLine, StringComparison.Ordinal);
        Assert.Equal(203, request.ShownLine.Length);
        Assert.Equal("GET", request.Method);
    }

    private static string Written(StageInput input)
    {
        var (request, problem) = RequestWriter.Write(input);
        Assert.Null(problem);
        return Widen(request!.Bytes);
    }
}
