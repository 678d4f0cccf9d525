using System.Globalization;
using System.Text;

namespace Palisade.Bench.Requests;

/// <summary>Requests without anything wrong in them. Always the same bytes.</summary>
public static class Harmless
{
    private const string Boundary = "----WebKitFormBoundary7MA4YWxkTrZu0gW2";

    private static readonly string[] Words =
        ["garden", "quiet", "seven", "letter", "window", "amber", "river", "paper", "winter", "copper", "meadow", "lantern", "harbour", "pebble", "orchard", "thread"];

    /// <summary>A search with four arguments.</summary>
    public static Request Get { get; } = BrowserText.Get("GET", "/garden/search?q=folding+chair&category=outdoor&sort=price_asc&page=2");

    /// <summary>An address that is saved.</summary>
    public static Request Form { get; } = BrowserText.Form(
        "form POST",
        "/account/address",
        "csrf_token=9b1deb4d3b7d4bad9bdd2b0d7b3dcb6d&first_name=Johanna&last_name=Lindqvist&street=Storgatan+14B&city=Malm%C3%B6&zip=211+42&email=johanna.lindqvist%40example.com&comment=Please+ring+twice%2C+the+bell+is+slow.");

    /// <summary>A stock list of 100 goods with three values each, 8 KiB.</summary>
    public static Request Json { get; } = BrowserText.Json("JSON POST", "/api/stock", JsonText(100, 8 * 1024));

    /// <summary>A picture of 1 MiB with a title.</summary>
    public static Request Upload { get; } = BrowserText.Post("upload", "/account/pictures", $"multipart/form-data; boundary={Boundary}", Multipart(1024 * 1024));

    /// <summary>A page of 50 KB.</summary>
    public static Request Page { get; } = BrowserText.Get("page", "/page");

    /// <summary>A form of 100 texts of 1 KB.</summary>
    public static Request Arguments { get; } = BrowserText.Form("100 arguments", "/account/notes", string.Join('&', Enumerable.Range(0, 100).Select(i => string.Create(CultureInfo.InvariantCulture, $"note{i}={Prose(i, 1000, "+")}"))));

    private static string JsonText(int goods, int length)
    {
        var text = new StringBuilder("[\n");
        for (var i = 0; i < goods; i++) text.Append(CultureInfo.InvariantCulture, $$"""{"sku":"GF-{{10_000 + i * 37}}","name":"{{Prose(i, 30, " ")}}","stock":{{i * 7919 % 1000}}},""").Append('\n');
        text.Length -= 2;
        // Blanks, as a pretty printer leaves them.
        return text.Append(' ', Math.Max(0, length - text.Length - 2)).Append("\n]").ToString();
    }

    private static byte[] Multipart(int length)
    {
        var picture = new byte[length];
        new Random(7).NextBytes(picture);
        byte[] start = [0xFF, 0xD8, 0xFF, 0xE0, 0x00, 0x10, .. "JFIF"u8];
        start.CopyTo(picture, 0);
        return
        [
            .. Part("name=\"title\"", null), .. "The garden in June"u8, .. "\r\n"u8,
            .. Part("name=\"picture\"; filename=\"garden.jpg\"", "image/jpeg"), .. picture, .. "\r\n"u8,
            .. Encoding.ASCII.GetBytes($"--{Boundary}--\r\n"),
        ];
    }

    private static byte[] Part(string disposition, string? type) =>
        Encoding.ASCII.GetBytes($"--{Boundary}\r\nContent-Disposition: form-data; {disposition}\r\n{(type is null ? "" : $"Content-Type: {type}\r\n")}\r\n");

    /// <summary>Words to exactly the given length; another text for every seed.</summary>
    private static string Prose(int seed, int length, string blank)
    {
        var random = new Random(seed + 1);
        var text = new StringBuilder(length + 16);
        while (text.Length < length) text.Append(text.Length == 0 ? "" : blank).Append(Words[random.Next(Words.Length)]);
        text.Length = length;
        if (text[^1] is '+' or ' ') text[^1] = 's';
        return text.ToString();
    }
}
