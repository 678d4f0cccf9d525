using System.Globalization;
using System.Text;

namespace Palisade.Bench.Search.Inputs;

/// <summary>A request made by a recipe.</summary>
/// <param name="Headers">Names and values.</param>
internal sealed record Input(string Method, byte[] Target, IReadOnlyList<KeyValuePair<string, byte[]>> Headers, byte[] Body)
{
    private const string Boundary = "----search";

    /// <summary>What the engine must read.</summary>
    public int Bytes => Target.Length + Body.Length + Headers.Sum(h => h.Key.Length + h.Value.Length);

    /// <summary>Makes it.</summary>
    public static Input Of(Recipe recipe) => recipe.Shape switch
    {
        Shape.Query => Get([.. "/search?"u8, .. Joined(recipe.Count, "&", i => [.. Text($"a{i}="), .. Percent(recipe.Value(i))])], []),
        Shape.Headers => Get("/search"u8.ToArray(), [.. Enumerable.Range(0, recipe.Count).Select(i => KeyValuePair.Create(Name(i), Line(recipe.Value(i))))]),
        Shape.Cookies => Get("/search"u8.ToArray(), [KeyValuePair.Create("Cookie", Joined(recipe.Count, "; ", i => [.. Text($"c{i}="), .. Cookie(recipe.Value(i))]))]),
        Shape.Form => Post("application/x-www-form-urlencoded", Joined(recipe.Count, "&", i => [.. Text($"a{i}="), .. Percent(recipe.Value(i))])),
        Shape.Json => Post("application/json", [.. "{"u8, .. Joined(recipe.Count, ",", i => [.. Text($"\"a{i}\":"), .. Quoted(recipe.Value(i))]), .. "}"u8]),
        Shape.DeepJson => Post("application/json", [.. Text(new string('[', recipe.Count)), .. Quoted(recipe.Value(0)), .. Text(new string(']', recipe.Count))]),
        Shape.Xml => Post("text/xml", [.. "<a>"u8, .. Joined(recipe.Count, "", i => [.. "<b c=\""u8, .. Entities(recipe.Value(i)), .. "\">"u8, .. Entities(recipe.Value(i)), .. "</b>"u8]), .. "</a>"u8]),
        Shape.Multipart => Multipart(recipe.Count, i => $"name=\"a{i}\"", recipe.Value),
        _ => Multipart(recipe.Count, i => $"name=\"f{i}\"; filename=\"f{i}.txt\"", recipe.Value),
    };

    /// <summary>As it goes over the wire, for people and other programs.</summary>
    public byte[] ToHttp()
    {
        var head = Headers.SelectMany(h => (byte[])[.. Text(h.Key), .. ": "u8, .. h.Value, .. "\r\n"u8]);
        return [.. Text(Method), .. " "u8, .. Target, .. " HTTP/1.1\r\n"u8, .. head, .. "\r\n"u8, .. Body];
    }

    private static Input Get(byte[] target, IEnumerable<KeyValuePair<string, byte[]>> more) => new("GET", target, [.. Browser(), .. more], []);

    private static Input Post(string type, byte[] body) =>
        new("POST", "/save"u8.ToArray(), [.. Browser(), KeyValuePair.Create("Content-Type", Text(type)), KeyValuePair.Create("Content-Length", Text(body.Length.ToString(CultureInfo.InvariantCulture)))], body);

    private static Input Multipart(int count, Func<int, string> disposition, Func<int, byte[]> value) => Post(
        $"multipart/form-data; boundary={Boundary}",
        [.. Joined(count, "", i => [.. Text($"--{Boundary}\r\nContent-Disposition: form-data; {disposition(i)}\r\n\r\n"), .. value(i), .. "\r\n"u8]), .. Text($"--{Boundary}--\r\n")]);

    private static IEnumerable<KeyValuePair<string, byte[]>> Browser() =>
    [
        KeyValuePair.Create("Host", Text("shop.example.com")),
        KeyValuePair.Create("User-Agent", Text("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0")),
        KeyValuePair.Create("Accept", Text("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")),
    ];

    private static byte[] Joined(int count, string separator, Func<int, byte[]> one)
    {
        var output = new MemoryStream();
        for (var i = 0; i < count; i++)
        {
            if (i > 0) output.Write(Text(separator));
            output.Write(one(i));
        }

        return output.ToArray();
    }

    private static string Name(int number) => string.Create(CultureInfo.InvariantCulture, $"X-A{number}");

    private static byte[] Line(byte[] value) => [.. value.Select(b => b is (byte)'\r' or (byte)'\n' or 0 ? (byte)' ' : b)];

    // A semicolon would make many cookies of one, where the benign text beside it has one: how many there are is the recipe's to say.
    private static byte[] Cookie(byte[] value) => [.. Line(value).Select(b => b == (byte)';' ? (byte)' ' : b)];

    private static byte[] Percent(byte[] value)
    {
        var text = new StringBuilder(value.Length);
        foreach (var b in value)
        {
            if (char.IsAsciiLetterOrDigit((char)b)) text.Append((char)b);
            else text.Append(CultureInfo.InvariantCulture, $"%{b:X2}");
        }

        return Text(text.ToString());
    }

    // Bytes above 0x7F become U+0080 to U+00FF, so that the text is UTF-8.
    private static byte[] Quoted(byte[] value)
    {
        var text = new StringBuilder("\"");
        foreach (var b in value)
        {
            if (b is (byte)'"' or (byte)'\\' or < 0x20) text.Append(CultureInfo.InvariantCulture, $"\\u{b:x4}");
            else text.Append((char)b);
        }

        return Encoding.UTF8.GetBytes(text.Append('"').ToString());
    }

    private static byte[] Entities(byte[] value)
    {
        var text = new StringBuilder(value.Length);
        foreach (var b in value)
        {
            if (b is (byte)'<' or (byte)'&' or (byte)'"' or > 0x7E) text.Append(CultureInfo.InvariantCulture, $"&#{b};");
            else text.Append(b < 0x20 ? ' ' : (char)b);
        }

        return Text(text.ToString());
    }

    private static byte[] Text(string text) => Encoding.Latin1.GetBytes(text);
}
