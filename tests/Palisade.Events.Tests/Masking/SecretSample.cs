using System.Globalization;
using System.Net;
using System.Text;
using Palisade.Events.Masking;

namespace Palisade.Events.Tests.Masking;

/// <summary>A request with one random secret at one masked place, and what rules may say about it.</summary>
internal sealed class SecretSample
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private const string Odd = "\"'&=;<>%+ \\,:{}[]/?#@!\u00e9\u00c3";

    private readonly Random _random;

    public SecretSample(int seed)
    {
        _random = new Random(seed);
        Secret = NewSecret();
        (Facts, Place, Value) = Build(seed % 10);
    }

    /// <summary>As the application reads it.</summary>
    public string Secret { get; }

    public RequestFacts Facts { get; }

    /// <summary>The variable that holds the place as a whole.</summary>
    public string Place { get; }

    /// <summary>The place as a whole, as sent.</summary>
    public string Value { get; }

    /// <summary>Rules that matched pieces of the place, of the value by its name, and of nothing in particular.</summary>
    public IReadOnlyList<RawFinding> Findings()
    {
        var findings = new List<RawFinding> { Finding("ARGS:password", Secret), Finding("TX:1", Piece(Secret)), Finding("ARGS:q", "<script>") };
        for (var i = 0; i < 4; i++) findings.Add(Finding(Place, Value));
        findings.Add(Finding("MATCHED_VAR", "x" + Secret + "y"));
        return findings;
    }

    private RawFinding Finding(string variable, string value)
    {
        var match = Transform(_random.Next(3) == 0 ? value : Piece(value));
        return new RawFinding
        {
            RuleId = _random.Next(1000),
            Message = _random.Next(3) == 0 ? "saw " + match : "static",
            MessageAsWritten = "saw %{MATCHED_VAR}",
            Data = $"Matched Data: {match} found within {variable}: {value}",
            Matches = [new RawMatch(variable, Some.Bytes(value), Some.Bytes(match))],
        };
    }

    private string Piece(string text)
    {
        var start = _random.Next(text.Length);
        return text.Substring(start, _random.Next(1, text.Length - start + 1));
    }

    private string Transform(string text) => _random.Next(5) switch
    {
        0 => Lower(text),
        1 => Encoding.Latin1.GetString(WebUtility.UrlDecodeToBytes(Some.Bytes(text), 0, text.Length)!),
        2 => text.Replace(" ", "", StringComparison.Ordinal),
        3 => text.Replace("%", "", StringComparison.Ordinal),
        _ => text,
    };

    private (RequestFacts Facts, string Place, string Value) Build(int kind)
    {
        var form = $"user=bob&password={Percent(Secret)}&q=<script>";
        var json = $$"""{"user":"bob","login":{"password":"{{Json(Secret)}}"},"q":"<script>"}""";
        var xml = $"<r><user>bob</user><password>{Xml(Secret)}</password><q>&lt;script></q></r>";
        var multipart = $"--b\r\nContent-Disposition: form-data; name=\"password\"\r\n\r\n{Secret}\r\n--b\r\nContent-Disposition: form-data; name=\"q\"\r\n\r\n<script>\r\n--b--\r\n";
        var cookies = $"theme=<script>; PHPSESSID={Secret.Replace(';', '.')}; n=1";
        return kind switch
        {
            0 => (new() { Target = Some.Bytes("/a?" + form) }, "REQUEST_URI_RAW", "/a?" + form),
            1 => (new() { Target = Some.Bytes("/a?" + form) }, "QUERY_STRING", form),
            2 => (new() { Target = Some.Bytes("/a?next=" + Percent("/b?" + form)) }, "REQUEST_LINE", "GET /a?next=" + Percent("/b?" + form) + " HTTP/1.1"),
            3 => (new() { Body = Some.Bytes(form) }, "REQUEST_BODY", form),
            4 => (new() { Body = Some.Bytes(json) }, "REQUEST_BODY", json),
            5 => (new() { Body = Some.Bytes(xml) }, "REQUEST_BODY", xml),
            6 => (new() { Body = Some.Bytes(xml) }, "XML:/*", "bob" + Secret + "<script>"),
            7 => (new() { Body = Some.Bytes(multipart) }, "REQUEST_BODY", multipart),
            8 => (new() { Headers = [Some.Header("Cookie", cookies)] }, "REQUEST_HEADERS:Cookie", cookies),
            _ => (new() { Headers = [Some.Header("Authorization", "Bearer " + Secret)] }, "REQUEST_HEADERS:Authorization", "Bearer " + Secret),
        };
    }

    private string NewSecret()
    {
        var letters = new char[_random.Next(5, 24)];
        foreach (ref var letter in letters.AsSpan())
        {
            var from = _random.Next(5) == 0 ? Odd : Letters;
            letter = from[_random.Next(from.Length)];
        }

        (letters[0], letters[^1]) = (Letters[_random.Next(62)], Letters[_random.Next(62)]);
        return new string(letters);
    }

    private string Percent(string text) => string.Concat(text.Select(c =>
        char.IsAsciiLetterOrDigit(c) && _random.Next(4) > 0 ? c.ToString()
        : c == ' ' && _random.Next(2) == 0 ? "+"
        : "%" + ((int)c).ToString(_random.Next(2) == 0 ? "x2" : "X2", CultureInfo.InvariantCulture)));

    private string Json(string text) => string.Concat(text.Select(c =>
        c is '"' or '\\' ? "\\" + c : _random.Next(6) == 0 && c < 128 ? "\\u00" + ((int)c).ToString("x2", CultureInfo.InvariantCulture) : c.ToString()));

    private string Xml(string text) => string.Concat(text.Select(c =>
        c is '<' ? "&lt;" : c is '&' ? "&amp;" : _random.Next(6) == 0 && c < 128 ? $"&#{(int)c};" : c.ToString()));

    private static string Lower(string text) => string.Concat(text.Select(c => char.IsAsciiLetterUpper(c) ? (char)(c | 0x20) : c));
}
