using Palisade.Engine.Bodies;

namespace Palisade.Engine.Tests.Bodies;

public sealed class MultipartBodyTests
{
    private const string Good = """
        --b
        Content-Disposition: form-data; name="user"

        alice
        bob
        --b
        Content-Disposition: form-data; name="doc"; filename="a.txt"
        Content-Type: text/plain

        file
        content

        --b--

        """;

    [Fact]
    public void Fields_become_arguments_and_files_files()
    {
        var body = Parsed.Multipart(Good);
        Assert.Null(body.Error);
        Assert.Equal(["user=alice\r\nbob"], body.Lines());
        var file = Assert.Single(body.Files);
        Assert.Equal(("doc", "a.txt", "file\r\ncontent\r\n", 15L), (Parsed.Text(file.Field), Parsed.Text(file.FileName), Parsed.Text(file.Content.Span), file.Size));
        Assert.Equal(15, body.FilesCombinedSize);
        Assert.Equal("doc", Parsed.Text(body.Multipart.Name));
        Assert.Equal("a.txt", Parsed.Text(body.Multipart.FileName));
    }

    [Fact]
    public void A_body_as_browsers_send_it_has_no_flag()
    {
        Assert.Equal("crlf", Flags(Parsed.Multipart(Good)));
        Assert.False(Parsed.Multipart(Good).Multipart.StrictError);
    }

    [Fact]
    public void Header_lines_are_kept_under_the_name_of_their_part() =>
        Assert.Equal(
            ["user>Content-Disposition: form-data; name=\"user\"", "doc>Content-Disposition: form-data; name=\"doc\"; filename=\"a.txt\"", "doc>Content-Type: text/plain"],
            Parsed.Multipart(Good).PartHeaders.Select(h => h.Key + ">" + Parsed.Text(h.Value)));

    [Theory]
    [InlineData("multipart/form-data; boundary=b", "crlf", null)]
    [InlineData("Multipart/Form-Data;boundary=b", "crlf", null)]
    [InlineData("multipart/form-data; boundary=\"b\"", "quoted crlf", null)]
    [InlineData("multipart/form-data; boundary= b", "whitespace crlf", null)]
    [InlineData("multipart/form-data; boundary =b", "whitespace crlf", null)]
    [InlineData("multipart/form-data boundary=b", "semicolon crlf", null)]
    [InlineData("multipart/form-data; BOUNDARY=b", "failed crlf", "Invalid boundary in C-T (case sensitivity)")]
    [InlineData("multipart/form-data; boundary=b; charset=utf-8", "failed crlf", "Invalid boundary in C-T (characters)")]
    [InlineData("multipart/form-data; charset=utf-8; boundary=b", "failed crlf", "Invalid boundary in C-T (malformed)")]
    [InlineData("multipart/form-data; boundary=b; boundary=c", "failed crlf", "Multiple boundary parameters in C-T")]
    [InlineData("multipart/form-data; boundary=b; xBOUNDARYx=c", "failed crlf", "Multiple boundary parameters in C-T")]
    [InlineData("multipart/form-data; boundary=\"b", "failed crlf", "Invalid boundary in C-T (quote)")]
    [InlineData("multipart/form-data; boundary*=b", "failed whitespace crlf", "Invalid boundary in C-T (parameter name)")]
    [InlineData("multipart/mixed; boundary=b", "failed crlf", "Invalid MIME type")]
    [InlineData("multipart/form-data; boundary=b ", "failed crlf", "Invalid boundary in C-T (characters)")]
    public void An_odd_content_type_is_noted_and_the_parts_are_still_read(string contentType, string flags, string? error)
    {
        var body = Parsed.Multipart(Good, contentType);
        Assert.Equal(error is null ? null : $"Multipart parsing error: Multipart: {error}.", body.Error);
        Assert.Equal(["user=alice\r\nbob"], body.Lines());
        Assert.Equal(flags, Flags(body));
    }

    [Theory]
    [InlineData("", "Content-Type header not available")]
    [InlineData("multipart/form-data", "Boundary not found in C-T")]
    [InlineData("multipart/form-data; boundary", "Boundary not found in C-T|malformed")]
    [InlineData("multipart/form-data; boundary=", "(empty)")]
    [InlineData("multipart/form-data; boundary=\"\"", "(empty)")]
    [InlineData("multipart/form-data; boundary=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "(length)")]
    [InlineData("multipart/form-data; boundary=a@b", "(characters)")]
    [InlineData("multipart/form-data; boundary=a\u00e9b", "(characters)")]
    public void Without_a_usable_boundary_the_body_is_at_fault(string contentType, string error)
    {
        var body = Parsed.Multipart(Good, contentType);
        Assert.Contains(error.Split('|'), e => body.Error?.Contains(e, StringComparison.Ordinal) == true);
        Assert.True(body.Multipart.StrictError);
    }

    [Fact]
    public void A_boundary_of_seventy_characters_is_the_longest()
    {
        var boundary = new string('-', 69) + "?";
        var body = Parsed.Multipart(Good.Replace("--b", "--" + boundary, StringComparison.Ordinal), "multipart/form-data; boundary=" + boundary);
        Assert.Null(body.Error);
        Assert.Single(body.Files);
    }

    [Theory]
    [InlineData("form-data; name=\"n\"", "n", null, "", null)]
    [InlineData("form-data;name=n", "n", null, "", null)]
    [InlineData("form-data ; name=\"n\" ; filename=\"f\"", "n", "f", "", null)]
    [InlineData("form-data; name=\"a\\\"b\\\\c\"; filename=\"C:\\x\\y.txt\"", "a\"b\\c", "C:\\x\\y.txt", "", null)]
    [InlineData("form-data; name=\"a;b=c\"; filename=\"d;e\"", "a;b=c", "d;e", "", null)]
    [InlineData("form-data; filename=\"f\"; name=\"n\"", "n", "f", "", null)]
    [InlineData("form-data; name=\"n\"; filename=\"\"", "n", null, "", null)]
    [InlineData("form-data; name=\"n\"; filename*=UTF-8''%e2%82%ac.php", "n", "\u00e2\u0082\u00ac.php", "", null)]
    [InlineData("form-data; name='n'", "n", null, "quoting", null)]
    [InlineData("form-data; name=it's", "it's", null, "quoting", null)]
    [InlineData("form-data; name=\"it's\"", "it's", null, "", null)]
    [InlineData("form-data; name = \"n\"", "n", null, "quoting", null)]
    [InlineData("form-data; name=\"n\"; filename =\"f\"", "n", "f", "quoting failed", "Invalid Content-Disposition header (filename)")]
    [InlineData("attachment; name=\"n\"", "n", null, "failed", "the type is not form-data")]
    [InlineData("Form-Data; name=\"n\"", "n", null, "failed", "the type is not form-data")]
    [InlineData("form-data; name=\"n\"; name=\"m\"", "n", null, "failed", "two names")]
    [InlineData("form-data; name=\"n\"; filename=\"f\"; filename=\"g.php\"", "n", "f|g.php", "failed", "two file names")]
    [InlineData("form-data; name=\"n\"; filename=\"f\"; filename*=UTF-8''g.php", "n", "f|g.php", "failed", "two file names")]
    [InlineData("form-data; name=\"n\"; filename*=g.php", "n", "g.php", "failed", "filename* without a character set")]
    [InlineData("form-data; name=\"n\"; filename*=UTF-8''%zz", "n", "%zz", "failed", "filename* with an invalid escape")]
    [InlineData("form-data; name=\"n\"; size=1", "n", null, "failed", "an unknown parameter: size")]
    [InlineData("form-data; NAME=\"n\"", "", null, "part failed", "an unknown parameter: NAME")]
    [InlineData("form-data; name=\"n", "n", null, "failed", "a quote is not closed")]
    [InlineData("form-data; name=\"n\"x; filename=\"f\"", "n", "f", "quoting failed", "a value is not followed by a semicolon")]
    [InlineData("form-data; name=n@m", "n", null, "failed", "a value is not followed by a semicolon")]
    [InlineData("form-data; name=", "", null, "part failed", "a parameter without a value")]
    [InlineData("form-data; name", "", null, "part failed", "a parameter without a value")]
    [InlineData("form-data; ", "", null, "part failed", "nothing after a semicolon")]
    [InlineData("form-data", "", null, "part failed", "missing name field")]
    [InlineData("form-data; name=\"\"", "", null, "part failed", "missing name field")]
    [InlineData("form-data; filename=\"f\"", "", "f", "part failed", "missing name field")]
    public void Content_disposition_is_read_strictly(string value, string name, string? files, string flags, string? error)
    {
        var body = Parsed.Multipart($"--b\nContent-Disposition: {value}\n\nx\n--b--\n");
        Assert.Equal(error is null, body.Error is null);
        Assert.Contains(error ?? "", body.Error ?? "", StringComparison.Ordinal);
        if (files is null) Assert.Equal([name + "=x"], body.Lines());
        else Assert.Equal(files, string.Join('|', body.Files.Select(f => Parsed.Text(f.FileName))));
        Assert.Equal((flags + " crlf").Trim(), Flags(body));
    }

    [Theory]
    [InlineData("X\nContent-Disposition: form-data; name=\"n\"", "colon missing")]
    [InlineData(": x\nContent-Disposition: form-data; name=\"n\"", "header name missing")]
    [InlineData("Content-Disposition: form-data; name=\"n\"\ncontent-disposition: form-data; name=\"m\"", "Duplicate part header")]
    [InlineData("\u000eContent-Disposition: form-data; name=\"m\"\nContent-Disposition: form-data; name=\"n\"", "Invalid part header (contains invalid character)")]
    [InlineData("Content-Disposition\u000e: form-data; name=\"m\"\nContent-Disposition: form-data; name=\"n\"", "Invalid part header (contains invalid character)")]
    [InlineData("Content- Disposition: form-data; name=\"m\"\nContent-Disposition: form-data; name=\"n\"", "Invalid part header (contains invalid character)")]
    [InlineData("Content-Disposition : form-data; name=\"n\"", "Invalid part header (contains invalid character)")]
    [InlineData("Content-Disposition: form-data; name=\"n\"\nX: a\rb", "Invalid part header (contains invalid character)")]
    [InlineData("Content-Disposition: form-data; name=\"n\"\nX: a\0b", "Nul byte in part headers")]
    [InlineData(" X: y\nContent-Disposition: form-data; name=\"n\"", "Invalid part header (folding error)")]
    public void Odd_headers_are_faults_and_the_part_is_still_read(string headers, string error)
    {
        var body = Parsed.MultipartAsIs($"--b\r\n{headers.Replace("\n", "\r\n", StringComparison.Ordinal)}\r\n\r\nx\r\n--b--\r\n");
        Assert.Contains(error, body.Error, StringComparison.Ordinal);
        Assert.Equal(["n=x"], body.Lines());
        Assert.Equal(headers.Count(c => c == '\n') + 1, body.PartHeaders.Count(h => h.Key == "n"));
        Assert.True(body.Multipart.StrictError);
    }

    [Theory]
    [InlineData(" ", "folding")]
    [InlineData("\t ", "folding")]
    [InlineData("\v", "folding badfolding")]
    [InlineData(" \f", "folding badfolding")]
    public void Folded_headers_are_flagged_and_unfolded(string blank, string flags)
    {
        var body = Parsed.MultipartAsIs($"--b\r\nContent-Disposition: form-data;\r\n{blank}name=\"n\"\r\n\r\nx\r\n--b--\r\n");
        Assert.Null(body.Error);
        Assert.Equal(["n=x"], body.Lines());
        Assert.Equal("Content-Disposition: form-data; name=\"n\"", Parsed.Text(body.PartHeaders[0].Value));
        Assert.Equal(flags + " crlf", Flags(body));
    }

    [Theory]
    [InlineData("\r\n", "\r\n", "\r\n", "crlf")]
    [InlineData("\n", "\n", "\n", "lf")]
    [InlineData("\r\n", "\n", "\r\n", "lf crlf")]
    [InlineData("\r\n", "\r\n", "\n", "lf crlf")]
    [InlineData("\n", "\r\n", "\r\n", "lf crlf")]
    public void Line_ends_of_boundaries_and_headers_are_watched(string boundary, string header, string beforeBoundary, string flags)
    {
        var body = Parsed.MultipartAsIs($"--b{boundary}Content-Disposition: form-data; name=\"n\"{header}\r\nx\ny{beforeBoundary}--b--\r\n".Replace("\r\nx", header + "x", StringComparison.Ordinal));
        Assert.Null(body.Error);
        Assert.Equal(["n=x\ny"], body.Lines());
        Assert.Equal(flags == "lf" ? "lf crlf" : flags, Flags(body));
        Assert.Equal(flags.StartsWith("lf", StringComparison.Ordinal), body.Multipart.StrictError);
    }

    [Theory]
    [InlineData("before\n--b\nContent-Disposition: form-data; name=\"n\"\n\nx\n--b--\n", "before crlf", 0, null)]
    [InlineData("\n--b\nContent-Disposition: form-data; name=\"n\"\n\nx\n--b--\n", "before crlf", 0, null)]
    [InlineData("--b\nContent-Disposition: form-data; name=\"n\"\n\nx\n--b--\nafter", "after crlf", 0, null)]
    [InlineData("--b\nContent-Disposition: form-data; name=\"n\"\n\nx\n--b--\n--b\nContent-Disposition: form-data; name=\"m\"\n\ny\n--b--", "after crlf", 1, null)]
    [InlineData("--b\nContent-Disposition: form-data; name=\"n\"\n\nx\n--b--", "crlf", 0, null)]
    [InlineData("--b\nContent-Disposition: form-data; name=\"n\"\n\nx\n--b --\ny\n--b--", "failed crlf", 1, "Invalid boundary: --b --")]
    [InlineData("--b\nContent-Disposition: form-data; name=\"n\"\n\nx\n--b-- \n", "failed crlf", 0, "Invalid boundary: --b-- ")]
    [InlineData("--b\nContent-Disposition: form-data; name=\"n\"\n\nx\n--bb\ny\n--b--", "failed crlf", 1, "Invalid boundary: --bb")]
    [InlineData("--b\nContent-Disposition: form-data; name=\"n\"\n\nx\n-- b\ny\n--b--", "failed crlf", 2, "Invalid boundary (whitespace)")]
    [InlineData("--b\nContent-Disposition: form-data; name=\"n\"\n\nx\n--\"b\"\ny\n--b--", "failed crlf", 2, "Invalid boundary (quotes)")]
    [InlineData("--b\nContent-Disposition: form-data; name=\"n\"\n\nx--b\ny\n--b--", "crlf", 1, null)]
    [InlineData("--b\nContent-Disposition: form-data; name=\"n\"\n\nx\n--B\ny\n--b--", "crlf", 1, null)]
    [InlineData("--b\nContent-Disposition: form-data; name=\"n\"\n\nx\n-----BEGIN KEY-----\ny\n--b--", "crlf", 2, null)]
    [InlineData("--b\nContent-Disposition: form-data; name=\"n\"\n\nx\n-----BEGIN KEY-----\ny", "failed crlf", 1, "Final boundary missing")]
    [InlineData("--b\nContent-Disposition: form-data; name=\"n\"\n\nx", "failed crlf", 0, "Final boundary missing")]
    [InlineData("--b\nContent-Disposition: form-data; name=\"n\"\n\nx\n\n- y\n\nz--\n\nw\n--b--", "crlf", 0, null)]
    [InlineData("--b\nContent-Disposition: form-data; name=\"n\"\n\nx\n\ny\n\nz\n--c\n\nw\n--b--", "crlf", 2, null)]
    [InlineData("--b\nContent-Disposition: form-data; name=\"n\"\n\nx\n\ny\n\nz --b\n\nw\n--b--", "crlf", 1, null)]
    [InlineData("a\n\nb\n--b\nContent-Disposition: form-data; name=\"n\"\n\nx\n--b--", "before crlf", 0, null)]
    [InlineData("a\nb\n", "failed before", 0, "No boundaries found in payload")]
    [InlineData("hello", "failed before", 0, "No boundaries found in payload")]
    [InlineData("--b\nContent-Disposition: form-data; name=\"n\"\n--b--", "failed crlf", 0, "Part without an empty line after its headers")]
    [InlineData("--b\n\nx\n--b--", "part failed crlf", 0, "Part missing Content-Disposition header")]
    public void Structure_is_watched(string text, string flags, int unmatched, string? error)
    {
        var body = Parsed.Multipart(text);
        Assert.Equal(error is null ? null : $"Multipart parsing error: Multipart: {error}.", body.Error);
        Assert.Equal(unmatched, body.Multipart.UnmatchedBoundary);
        Assert.Equal(flags, Flags(body));
        Assert.True(body.Arguments.Exists(a => a.Value.Length > 0) || !text.Contains("\n\n", StringComparison.Ordinal));
    }

    [Fact]
    public void Lines_of_a_value_without_dashes_are_the_value()
    {
        var body = Parsed.Multipart("--b\nContent-Disposition: form-data; name=\"n\"\n\n\n\nx\n\n-y\n\n\n--b\nContent-Disposition: form-data; name=\"m\"\n\nz\n\n--b--");
        Assert.Equal(["n=\r\n\r\nx\r\n\r\n-y\r\n\r\n", "m=z\r\n"], body.Lines());
    }

    [Fact]
    public void A_boundary_after_a_bare_carriage_return_is_no_boundary_and_is_noted()
    {
        var body = Parsed.MultipartAsIs("--b\r\nContent-Disposition: form-data; name=\"n\"\r\n\r\nx\r--b\r--b--\r\n--b--\r\n");
        Assert.Equal(["n=x\r--b\r--b--"], body.Lines());
        Assert.Equal(1, body.Multipart.UnmatchedBoundary);
    }

    [Fact]
    public void More_files_than_the_limit_set_a_flag_and_are_still_listed()
    {
        var part = "--b\r\nContent-Disposition: form-data; name=\"n\"; filename=\"f\"\r\n\r\nx\r\n";
        Assert.False(Parsed.MultipartAsIs(part + part + "--b--", files: 2).Multipart.FileLimitExceeded);
        var body = Parsed.MultipartAsIs(part + part + part + "--b--", files: 2);
        Assert.True(body.Multipart.FileLimitExceeded);
        Assert.True(body.Multipart.StrictError);
        Assert.Equal(3, body.Files.Count);
    }

    [Fact]
    public void A_long_header_is_a_fault()
    {
        var body = Parsed.Multipart("--b\nContent-Disposition: form-data; name=\"n\"\nX: " + new string('x', 4096) + "\n\nx\n--b--");
        Assert.Contains("over 4096 bytes", body.Error, StringComparison.Ordinal);
        Assert.Equal(["n=x"], body.Lines());
    }

    [Fact]
    public void An_empty_body_is_no_fault() => Assert.Null(Parsed.Multipart("").Error);

    [Fact]
    public void A_body_cut_at_the_inspected_budget_is_no_fault_and_its_last_part_is_read()
    {
        var body = Parsed.MultipartAsIs("--b\r\nContent-Disposition: form-data; name=\"n\"\r\n\r\nx\r\nselect fr", truncated: true);
        Assert.Null(body.Error);
        Assert.Equal(["n=x\r\nselect fr"], body.Lines());
    }

    private static string Flags(ParsedBody body)
    {
        var flags = body.Multipart;
        (bool Set, string Name)[] all =
        [
            (flags.InvalidQuoting, "quoting"), (flags.InvalidPart, "part"), (flags.Failed, "failed"),
            (flags.BoundaryQuoted, "quoted"), (flags.BoundaryWhitespace, "whitespace"), (flags.MissingSemicolon, "semicolon"),
            (flags.DataBefore, "before"), (flags.DataAfter, "after"), (flags.HeaderFolding, "folding"), (flags.InvalidHeaderFolding, "badfolding"),
            (flags.FileLimitExceeded, "files"), (flags.LfLine, "lf"), (flags.CrlfLine, "crlf"),
        ];
        Assert.Equal(flags.LfLine && flags.CrlfLine, flags.CrlfLfLines);
        return string.Join(' ', all.Where(f => f.Set).Select(f => f.Name));
    }
}
