using System.Globalization;
using System.Text;

namespace Palisade.Bench.Requests;

/// <summary>Requests as Chrome writes them.</summary>
public static class BrowserText
{
    private const string Browser =
        """
        Host: shop.example.com
        Connection: keep-alive
        sec-ch-ua: "Chromium";v="138", "Not=A?Brand";v="8", "Google Chrome";v="138"
        sec-ch-ua-mobile: ?0
        sec-ch-ua-platform: "Windows"
        User-Agent: Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Safari/537.36
        Sec-Fetch-Site: same-origin
        Accept-Encoding: gzip, deflate, br, zstd
        Accept-Language: en-US,en;q=0.9,de;q=0.8
        Cookie: session=8f14e45fceea167a5a36dedd4bea2543; theme=light; consent=analytics%3Afalse%7Cads%3Afalse; cart=41-2.77-1.1003-6
        Referer: https://shop.example.com/garden

        """;

    private const string Page =
        """
        Upgrade-Insecure-Requests: 1
        Accept: text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8
        Sec-Fetch-Mode: navigate
        Sec-Fetch-User: ?1
        Sec-Fetch-Dest: document

        """;

    private const string Script =
        """
        Accept: application/json, text/plain, */*
        Sec-Fetch-Mode: cors
        Sec-Fetch-Dest: empty
        X-Requested-With: XMLHttpRequest
        Origin: https://shop.example.com

        """;

    /// <summary>A page that is asked for.</summary>
    public static Request Get(string name, string target, bool isAttack = false) =>
        new(name, Bytes($"GET {target} HTTP/1.1\n{Browser}{Page}\n"), isAttack);

    /// <summary>A form that is sent.</summary>
    public static Request Form(string name, string target, string body, bool isAttack = false) =>
        Post(name, target, $"{Page}Origin: https://shop.example.com\n", "application/x-www-form-urlencoded", Encoding.ASCII.GetBytes(body), isAttack);

    /// <summary>What a page's script sends.</summary>
    public static Request Json(string name, string target, string body) =>
        Post(name, target, Script, "application/json", Encoding.UTF8.GetBytes(body));

    /// <summary>A body of any type.</summary>
    public static Request Post(string name, string target, string type, byte[] body) => Post(name, target, Page, type, body);

    /// <summary>The same request with one more header.</summary>
    public static byte[] With(Request request, string header)
    {
        var line = request.Bytes.AsSpan().IndexOf("\r\n"u8) + 2;
        return [.. request.Bytes.AsSpan(0, line), .. Bytes(header + "\n"), .. request.Bytes.AsSpan(line)];
    }

    private static Request Post(string name, string target, string headers, string type, byte[] body, bool isAttack = false)
    {
        var head = string.Create(CultureInfo.InvariantCulture, $"POST {target} HTTP/1.1\n{Browser}{headers}Content-Type: {type}\nContent-Length: {body.Length}\n\n");
        return new Request(name, [.. Bytes(head), .. body], isAttack);
    }

    private static byte[] Bytes(string text) => Encoding.ASCII.GetBytes(text.ReplaceLineEndings("\r\n"));
}
