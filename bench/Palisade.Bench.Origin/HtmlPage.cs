using System.Globalization;
using System.Text;

namespace Palisade.Bench.Origin;

/// <summary>A page as a shop would send it: navigation, a script, a table of goods with links and pictures.</summary>
internal static class HtmlPage
{
    private const string Head =
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
          <meta charset="utf-8">
          <meta name="viewport" content="width=device-width, initial-scale=1">
          <title>Garden furniture - Meadow &amp; Sons</title>
          <link rel="stylesheet" href="/assets/site.7f3a9c.css">
          <script src="/assets/site.51be02.js" defer></script>
        </head>
        <body>
        <header><nav><a href="/">Home</a> <a href="/garden">Garden</a> <a href="/kitchen">Kitchen</a> <a href="/basket">Basket (3)</a></nav>
        <form action="/search" method="get"><input name="q" type="search" placeholder="What are you looking for?"><button>Search</button></form></header>
        <main><h1>Garden furniture</h1><ul class="goods">

        """;

    private const string Tail = "</ul></main>\n<footer><p>Prices with taxes, without delivery.</p></footer>\n</body>\n</html>\n";

    private static readonly string[] Woods = ["oak", "acacia", "teak", "larch", "beech", "robinia", "pine"];
    private static readonly string[] Things = ["bench", "folding chair", "round table", "lounger", "side table", "flower box"];

    /// <summary>A page of about <paramref name="length"/> characters.</summary>
    public static string Text(int length)
    {
        var text = new StringBuilder(Head, length + 1024);
        for (var i = 1; text.Length < length - Tail.Length; i++) text.Append(CultureInfo.InvariantCulture, $"""
            <li id="item-{i}"><a href="/garden/{Woods[i % 7]}/{i * 37 % 1000}?from=list&amp;page=2"><img src="/img/{i * 7919 % 65536:x4}.webp" width="320" height="240" alt="A {Things[i % 6]}"></a>
              <h2>{Woods[i % 7]} {Things[i % 6]} no. {i}</h2><p>Made of {Woods[i % 7]} from well-kept forests, oiled twice, and easy to put together in a quarter of an hour.</p>
              <p class="price">{40 + i * 13 % 300}.90 <small>in stock: {i * 11 % 60}</small></p></li>

            """);
        return text.Append(Tail).ToString();
    }
}
