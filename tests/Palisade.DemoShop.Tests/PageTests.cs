using System.Net;

namespace Palisade.DemoShop.Tests;

/// <summary>The shop as a customer sees it.</summary>
public sealed class PageTests(ShopFixture shop) : IClassFixture<ShopFixture>
{
    [Theory]
    [InlineData("/", "Cedar Palisade")]
    [InlineData("/shop.css", "--paper")]
    [InlineData("/search?q=lantern", "Storm Lantern")]
    [InlineData("/product?id=4", "Survived a gale")]
    [InlineData("/login", "Password")]
    [InlineData("/documents", "returns.txt")]
    [InlineData("/download?file=returns.txt", "30 days")]
    [InlineData("/suppliers", "/ping")]
    [InlineData("/ping?host=127.0.0.1", "127.0.0.1")]
    public async Task A_page_shows_what_it_is_for(string path, string text) =>
        Assert.Contains(text, await shop.Client.GetStringAsync(path), StringComparison.Ordinal);

    [Fact]
    public async Task A_search_finds_what_matches_and_nothing_else()
    {
        var page = await shop.Client.GetStringAsync("/search?q=goatskin");

        Assert.Contains("Bramble Gloves", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Fire Bowl", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_customer_with_the_right_password_sees_their_own_account()
    {
        using var right = await Login("bruno@mail.example", "Sommer2019!");
        using var wrong = await Login("bruno@mail.example", "guess");

        Assert.Contains("Bruno Falk", await right.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
    }

    [Theory]
    [InlineData("/product?id=999")]
    [InlineData("/download?file=none.txt")]
    [InlineData("/nowhere")]
    public async Task What_is_not_there_is_404(string path)
    {
        using var answer = await shop.Client.GetAsync(path);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task A_body_that_is_no_form_is_an_empty_form()
    {
        using var body = new StringContent("not a form", null, "multipart/form-data");

        using var answer = await shop.Client.PostAsync("/login", body);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    private async Task<HttpResponseMessage> Login(string email, string password)
    {
        using var form = new FormUrlEncodedContent([new("email", email), new("password", password)]);
        return await shop.Client.PostAsync("/login", form);
    }
}
