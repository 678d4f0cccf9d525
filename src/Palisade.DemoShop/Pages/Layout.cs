using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Palisade.DemoShop.Pages;

/// <summary>What every page has around it.</summary>
internal static class Layout
{
    private const string Logo = "<svg viewBox='0 0 64 64' fill='none' stroke='currentColor' stroke-width='5' stroke-linejoin='round'><path d='M8 58V22l7-10 7 10v36M42 58V22l7-10 7 10v36M2 40h26M36 40h26'/></svg>";

    /// <summary>A page around an inner part that is already HTML.</summary>
    public static IResult Page(string title, string inner, int status = StatusCodes.Status200OK) =>
        Results.Text(
            $"""
            <!doctype html>
            <html lang="en">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{Encode(title)} · The Open Gate</title><link rel="stylesheet" href="/shop.css"></head>
            <body>
            <header><div class="bar">
            <a class="logo" href="/">{Logo} The Open Gate</a>
            <form class="search" action="/search"><input name="q" placeholder="Search fences, gates, lanterns…" aria-label="Search"></form>
            <nav><a href="/documents">Documents</a><a href="/suppliers">Suppliers</a><a href="/login">Sign in</a></nav>
            </div></header>
            <main>
            {inner}
            </main>
            <footer><div class="bar"><span>The Open Gate · everything for the border of your garden</span><span>Vulnerable on purpose; answers this machine only.</span></div></footer>
            </body></html>
            """,
            "text/html; charset=utf-8", Encoding.UTF8, status);

    /// <summary>Text made safe for HTML. The pages with the flaws leave it out, once each, where they say so.</summary>
    public static string Encode(string text) => WebUtility.HtmlEncode(text);
}
