namespace Palisade.Engine.Tests.Differential;

/// <summary>How one exchange is put together; lists, so that parts of it can be left out.</summary>
internal sealed record ExchangePlan(
    int RuleSet,
    bool KeepSilent,
    int SecondsBefore,
    string Method,
    string Path,
    IReadOnlyList<string> Query,
    IReadOnlyList<(string Name, string Value)> Headers,
    string Body,
    int Status,
    string ResponseType,
    string ResponseBody)
{
    public Exchange Build() => Exchange.Of(Method, Query.Count == 0 ? Path : $"{Path}?{string.Join('&', Query)}", Headers, Body) with
    {
        Response = new(Status, Exchange.Bytes("HTTP/1.1"), Exchange.Lines([("Content-Type", ResponseType), ("X-A", "ab"), ("Content-Length", $"{ResponseBody.Length}")])),
        ResponseBody = Exchange.Bytes(ResponseBody),
    };

    public override string ToString() =>
        $"rule set {RuleSet}, keep silent {KeepSilent}, after {SecondsBefore} s: {Method} {Path} query [{string.Join('&', Query)}] headers [{string.Join(", ", Headers)}]"
        + $"\n  body [{Body}]\n  answer {Status} {ResponseType} [{ResponseBody}]";
}

/// <summary>Makes requests up, and their responses.</summary>
internal sealed class RequestGenerator(Dice dice)
{
    public ExchangePlan Exchange(int ruleSet)
    {
        var (type, body) = Body();
        List<(string, string)> headers = [("Host", dice.Of("shop.example", "shop.example:8080", "[::1]:80"))];
        if (dice.Percent(60)) headers.Add(("User-Agent", Value()));
        if (type.Length > 0) headers.Add(("Content-Type", type));
        if (dice.Percent(40)) headers.Add(("Cookie", string.Join("; ", Repeated(1, 3, () => $"{Name()}={HeaderText()}"))));
        if (dice.Percent(10)) headers.Add(("cookie", "a=b;;=c; x1"));
        for (var more = dice.Next(3); more > 0; more--) headers.Add((dice.Of("X-A", "x-a", "X-B", "Accept"), HeaderText()));
        if (dice.Percent(8)) headers.Add(("Authorization", dice.Of("Basic dXNlcjphYg==", "Bearer a", "basic", "Basic !!")));
        return new(
            ruleSet,
            dice.Percent(50),
            dice.Percent(5) ? dice.Between(1, 5000) : 0,
            body.Length > 0 ? "POST" : dice.Of("GET", "GET", "POST", "get", "PUT"),
            Path(),
            Repeated(0, 4, Pair),
            headers,
            body,
            int.Parse(dice.Of("200", "200", "404", "500")),
            dice.Of("text/html", "text/plain; charset=utf-8", "application/json", "image/png"),
            dice.Percent(80) ? string.Join(' ', dice.Some(0, 3, Value)) : "{\"a\":\"evil\"}");
    }

    private (string Type, string Body) Body()
    {
        var boundary = dice.Of("b0und", "\"b0und\"");
        return dice.Next(10) switch
        {
            0 or 1 => ("application/x-www-form-urlencoded", Form()),
            2 => ("application/json", Json(3)),
            3 => ("application/json", Broken(Json(3))),
            4 => ("text/xml", Xml(3)),
            5 => ("text/xml", Broken(Xml(3))),
            6 => ($"multipart/form-data; boundary={boundary}", Multipart()),
            7 => ($"multipart/form-data; boundary={boundary}", Broken(Multipart())),
            8 => (dice.Of("text/plain", ""), Value()),
            _ => ("", ""),
        };
    }

    private string Form() => string.Join('&', Repeated(0, 6, Pair));

    // Seldom so many that values stand more than once.
    private List<string> Repeated(int least, int most, Func<string> make)
    {
        if (!dice.Percent(3)) return dice.Some(least, most, make);
        var pool = dice.Some(2, 8, make);
        return dice.Some(30, 80, () => dice.Percent(5) ? make() : pool[dice.Next(pool.Count)]);
    }

    private string Pair() => dice.Percent(6) ? dice.Of("", "=", "a", "=b", "a=%zz", "a=%4", "%61=b", "a=1;b=2") : $"{Encoded(Name())}={Encoded(Value())}";

    private string Json(int depth) => dice.Next(depth > 0 ? 8 : 4) switch
    {
        0 => Quoted(Value()),
        1 => dice.Of("1", "-5", "true", "null", "10.5e3"),
        2 or 3 => Quoted(dice.Of("a", "ab", "evil", "10")),
        4 => $"[{string.Join(',', dice.Some(0, 3, () => Json(depth - 1)))}]",
        _ => $"{{{string.Join(',', dice.Some(0, 3, () => $"{Quoted(Name())}:{Json(depth - 1)}"))}}}",
    };

    private string Xml(int depth)
    {
        var name = dice.Of("a", "b", "user");
        var attribute = dice.Percent(40) ? $" {dice.Of("a", "x")}='{dice.Of("a", "evil", "&lt;script&gt;", "1 or 1")}'" : "";
        var inside = depth > 0 ? string.Concat(dice.Some(0, 3, () => dice.Percent(50) ? Xml(depth - 1) : dice.Of("a", " evil ", "&#97;b", "<![CDATA[<script>]]>", "1' or 1"))) : "ab";
        return $"<{name}{attribute}>{inside}</{name}>";
    }

    private string Multipart()
    {
        var parts = dice.Some(0, 4, () =>
        {
            var file = dice.Percent(40) ? $"; filename=\"{dice.Of("a.txt", "evil.php", "ab", "x\\y.jsp")}\"\r\nContent-Type: text/plain" : "";
            return $"--b0und\r\nContent-Disposition: form-data; name=\"{Name()}\"{file}\r\n\r\n{Value()}\r\n";
        });
        return string.Concat(parts) + "--b0und--\r\n";
    }

    private string Broken(string text) => text.Length == 0 ? "" : dice.Next(3) switch
    {
        0 => text[..dice.Next(text.Length)],
        1 => text.Insert(dice.Next(text.Length), dice.Of("\"", "<", "&", "\0", "-", "\n")),
        _ => text.Remove(dice.Next(text.Length), 1),
    };

    private string Path() => dice.Of("/", "/a/b", "/index.php", "/A/%61b", "/a/../b", "/evil/script.js", "http://shop.example/a", "/a#b", "/%zz/a", "*");

    private string Name() => dice.Of(Words.Names);

    private string Value() => dice.Next(100) switch
    {
        < 15 => dice.Of(Words.Values) + dice.Of(Words.Values),
        < 17 => string.Join(dice.Of(" ", "", "\n"), dice.Some(20, 60, () => dice.Of(Words.Values))),
        _ => dice.Of(Words.Values),
    };

    private string HeaderText() => Value().Replace("\r\n", " ", StringComparison.Ordinal).Replace('\0', ' ');

    private string Encoded(string text) => dice.Next(4) switch
    {
        0 => string.Concat(text.Select(c => $"%{(int)c:x2}")),
        1 => text.Replace(' ', '+').Replace("&", "%26", StringComparison.Ordinal).Replace("#", "%23", StringComparison.Ordinal),
        2 => string.Concat(text.Select(c => char.IsAsciiLetterOrDigit(c) ? $"{c}" : $"%25{(int)c:X2}")),
        _ => string.Concat(text.Select(c => char.IsAsciiLetterOrDigit(c) ? $"{c}" : $"%{(int)c:X2}")),
    };

    private static string Quoted(string text) => "\"" + string.Concat(text.Select(c => c is '"' or '\\' or < ' ' ? $"\\u{(int)c:x4}" : c is > '\u007f' ? "\u00c3\u00a9" : $"{c}")) + "\"";
}
