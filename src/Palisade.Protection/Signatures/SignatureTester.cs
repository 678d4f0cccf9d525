using System.Net;
using System.Text;
using Palisade.Engine.Compilation;
using Palisade.Engine.Http;
using Palisade.Engine.Programs;
using Palisade.Engine.Rules;
using Palisade.Engine.Transactions;
using Palisade.SecLang;

namespace Palisade.Protection.Signatures;

/// <summary>One test of a signature that did not hold.</summary>
/// <param name="Expected">True when the value must match, false when it must not.</param>
public sealed record SignatureTestFailure(Signature Signature, SignatureTest Test, bool Expected)
{
    /// <summary>One line: place, signature, value.</summary>
    public override string ToString() =>
        $"{Signature.At}: signature {Signature.Id} ({Signature.Name}) {(Expected ? "misses" : "falsely matches")} '{Test}'";
}

/// <summary>Runs the tests that signatures carry: each value goes, in a real request, where the signature's first target looks; requests go as they are.</summary>
public static class SignatureTester
{
    /// <summary>Every test that does not hold.</summary>
    public static IEnumerable<SignatureTestFailure> Run(IEnumerable<Signature> signatures)
    {
        ArgumentNullException.ThrowIfNull(signatures);
        var defaults = SecLangParser.Parse(EngineDefaults.FileName, EngineDefaults.Text).Directives;
        foreach (var signature in signatures)
        {
            var (rules, faults) = RuleCompiler.Compile([.. defaults, .. SignatureDirectives.Compile([AtLeast(signature)]).Directives], new() { Mode = EngineMode.DetectionOnly });
            if (rules is null) throw new InvalidOperationException($"SignatureLibrary says what does not compile: {string.Join('\n', faults)}");
            foreach (var test in signature.MustMatch.Where(t => !Matches(rules, signature, t))) yield return new(signature, test, true);
            foreach (var test in signature.MustNotMatch.Where(t => Matches(rules, signature, t))) yield return new(signature, test, false);
        }
    }

    // A recogniser that learns becomes surer: a value is a good example of "medium only" when it finds something in it with that confidence or more.
    private static Signature AtLeast(Signature signature) =>
        signature.First is { Operator: "detect" } first ? signature with { First = first with { Argument = first.Argument.Replace(" only", "", StringComparison.Ordinal) } } : signature;

    private static bool Matches(RuleSet rules, Signature signature, SignatureTest test)
    {
        var bytes = Encoding.UTF8.GetBytes(test.Value ?? "");
        var (request, body) = test.Value is null ? Request(test) : Request(signature.First.Targets[0], bytes);
        using var tx = new Transaction(rules, new(TimeProvider.System), request);
        tx.RequestHeaders();
        tx.RequestBody(body, truncated: false);
        var header = signature.First.Targets[0] == "response_headers" ? [new HeaderLine("X-Test"u8.ToArray(), bytes)] : Array.Empty<HeaderLine>();
        tx.ResponseHeaders(new(200, "HTTP/1.1"u8.ToArray(), [new("Content-Type"u8.ToArray(), "text/html"u8.ToArray()), .. header]));
        tx.ResponseBody(signature.First.Targets[0] == "response_body" ? bytes : default(ReadOnlyMemory<byte>), truncated: false);
        tx.Finish();
        return tx.Findings.Any(f => f.Rule.Id == signature.Id);
    }

    private static (RequestHead Head, ReadOnlyMemory<byte> Body) Request(string target, byte[] value)
    {
        var encoded = Encoding.ASCII.GetBytes(Percent(value));
        if (target.Split(':', 2) is [var kind, var name]) return Named(kind, name, value, encoded);
        return target switch
        {
            "header_names" => (Head("/"u8, (Encoding.Latin1.GetString(value), "1"u8.ToArray())), default),
            "parameter_names" => (Head([.. "/?"u8, .. encoded, .. "=1"u8]), default),
            // A semicolon ends a cookie: clients that mean one write it as an escape.
            "cookies" => (Head("/"u8, ("Cookie", Encoding.Latin1.GetBytes("c=" + Encoding.Latin1.GetString(value).Replace(";", "%3B", StringComparison.Ordinal)))), default),
            "headers" or "other_headers" => (Head("/"u8, ("X-Test", value)), default),
            "user_agent" => (Head("/"u8, ("User-Agent", value)), default),
            "referer" => (Head("/"u8, ("Referer", value)), default),
            "content_type" => (Head("/"u8, ("Content-Type", value)), default),
            "path" => (Head(value is [(byte)'/', ..] ? encoded : [(byte)'/', .. encoded]), default),
            "uri" => (Head(value), default),
            "method" => (Head("/"u8, value), default),
            "body" => (Head("/"u8, ("Content-Type", "text/plain"u8.ToArray())), value),
            "file_names" => Multipart(value, "x"u8),
            "file_contents" => Multipart("a.txt"u8, value),
            _ => (Head([.. "/?p="u8, .. encoded]), default),
        };
    }

    private static (RequestHead Head, ReadOnlyMemory<byte> Body) Named(string kind, string name, byte[] value, byte[] encoded) => kind switch
    {
        "header" => (Head("/"u8, (name, value)), default),
        "cookie" => (Head("/"u8, ("Cookie", [.. Encoding.ASCII.GetBytes(name), (byte)'=', .. value])), default),
        _ => (Head([.. "/?"u8, .. Encoding.ASCII.GetBytes(name), (byte)'=', .. encoded]), default),
    };

    private static (RequestHead Head, ReadOnlyMemory<byte> Body) Request(SignatureTest test) => (
        Head(Encoding.UTF8.GetBytes(test.Uri), Encoding.UTF8.GetBytes(test.Method), [.. test.Headers.Select(h => (h.Name, Encoding.UTF8.GetBytes(h.Value)))]),
        Encoding.UTF8.GetBytes(test.Body));

    private static (RequestHead Head, ReadOnlyMemory<byte> Body) Multipart(ReadOnlySpan<byte> fileName, ReadOnlySpan<byte> content) => (
        Head("/"u8, ("Content-Type", "multipart/form-data; boundary=limit"u8.ToArray())),
        (byte[])[.. "--limit\r\nContent-Disposition: form-data; name=\"f\"; filename=\""u8, .. fileName, .. "\"\r\n\r\n"u8, .. content, .. "\r\n--limit--\r\n"u8]);

    private static RequestHead Head(ReadOnlySpan<byte> target, params (string Name, byte[] Value)[] headers) => Head(target, "POST"u8, headers);

    private static RequestHead Head(ReadOnlySpan<byte> target, ReadOnlySpan<byte> method, params (string Name, byte[] Value)[] headers) => new(
        "signature-test",
        DateTimeOffset.UnixEpoch,
        new(IPAddress.Loopback, 1, IPAddress.Loopback, 80),
        method.ToArray(),
        target.ToArray(),
        "HTTP/1.1"u8.ToArray(),
        (byte[])[.. method, .. " "u8, .. target, .. " HTTP/1.1"u8],
        [.. headers.Select(h => new HeaderLine(Encoding.ASCII.GetBytes(h.Name), h.Value))]);

    private static string Percent(byte[] value) => string.Concat(value.Select(b => $"%{b:X2}"));
}
