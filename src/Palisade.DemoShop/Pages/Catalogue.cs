using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Palisade.DemoShop.Storage;

namespace Palisade.DemoShop.Pages;

/// <summary>The front page, the search and one product.</summary>
internal sealed class Catalogue(ShopDatabase database)
{
    private const string Columns = "id, name, description, price, art";

    /// <summary>All products.</summary>
    public IResult Home() =>
        Layout.Page("Fences, gates and what goes with them",
            "<div class='hero'><h1>Good borders make good gardens</h1><p>Fences, gates, lanterns and a few things for the bees. Made slowly, delivered quickly.</p></div>"
            + Grid(database.Query($"SELECT {Columns} FROM products ORDER BY id")));

    /// <summary>Flaws: the words go into the statement (SQL injection) and back onto the page (reflected script) as they came.</summary>
    public IResult Search(string words)
    {
        try
        {
            var found = database.Query($"SELECT {Columns} FROM products WHERE name LIKE '%{words}%' OR description LIKE '%{words}%'");
            return Layout.Page("Search", $"<h2>{found.Count} found for “{words}”</h2>{Grid(found)}");
        }
        catch (SqliteException e)
        {
            return Broken(e);
        }
    }

    /// <summary>Flaws: the id goes into the statement as it came; reviews come onto the page as they were written (stored script).</summary>
    public IResult Product(string id)
    {
        try
        {
            if (database.Query($"SELECT {Columns} FROM products WHERE id = {id}") is not [var product, ..]) return NotFound();
            var reviews = database.Query("SELECT author, stars, text FROM reviews WHERE product = @product ORDER BY id", ("@product", product[0]));
            return Layout.Page(product[1],
                $"""
                <div class="two">{Art.Of(product[4])}<div>
                <h1>{Layout.Encode(product[1])}</h1><p>{Layout.Encode(product[2])}</p><p class="price">{Layout.Encode(product[3])}</p>
                <h3>Reviews</h3>{string.Concat(reviews.Select(Review))}
                <div class="panel"><form method="post" action="/review">
                <input type="hidden" name="product" value="{Layout.Encode(product[0])}">
                <input name="author" placeholder="Your name" required><textarea name="text" rows="3" placeholder="How is it?" required></textarea>
                <div><button>Write a review</button></div></form></div>
                </div></div>
                """);
        }
        catch (SqliteException e)
        {
            return Broken(e);
        }
    }

    /// <summary>Keeps a review as it was written.</summary>
    public IResult Review(string product, string author, string text)
    {
        if (!long.TryParse(product, out var id)) return NotFound();
        database.Query("INSERT INTO reviews (product, author, stars, text) VALUES (@product, @author, 5, @text)", ("@product", id), ("@author", author), ("@text", text));
        return Results.Redirect($"/product?id={id}");
    }

    /// <summary>What SQLite said, on the page: a flaw of its own, attackers learn from it.</summary>
    internal static IResult Broken(SqliteException fault) =>
        Layout.Page("Something broke", $"<h2>Something broke</h2><pre class='fault'>{Layout.Encode(fault.Message)}</pre>", StatusCodes.Status500InternalServerError);

    private static IResult NotFound() =>
        Layout.Page("Not found", "<h2>We do not have that</h2><p class='soft'>Perhaps the neighbour.</p>", StatusCodes.Status404NotFound);

    private static string Grid(IReadOnlyList<string[]> products) => $"<div class='grid'>{string.Concat(products.Select(Card))}</div>";

    private static string Card(string[] product) =>
        $"<a class='product' href='/product?id={Layout.Encode(product[0])}'>{Art.Of(product[4])}<div class='text'><h3>{Layout.Encode(product[1])}</h3><p>{Layout.Encode(product[2])}</p><span class='price'>{Layout.Encode(product[3])}</span></div></a>\n";

    private static string Review(string[] review) =>
        $"<div class='review'><b>{review[0]}</b> <span class='stars'>{new string('★', int.TryParse(review[1], out var stars) ? Math.Clamp(stars, 0, 5) : 0)}</span><br>{review[2]}</div>\n";
}
