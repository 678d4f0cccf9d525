using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Palisade.DemoShop.Storage;

namespace Palisade.DemoShop.Pages;

/// <summary>Signing in.</summary>
internal sealed class Account(ShopDatabase database)
{
    private const string Form =
        """
        <div class="panel"><h2>Sign in</h2><form method="post" action="/login">
        <input name="email" placeholder="E-mail" autocomplete="off"><input name="password" type="password" placeholder="Password" autocomplete="off">
        <div><button>Sign in</button></div></form></div>
        """;

    /// <summary>The empty form.</summary>
    public static IResult Ask() => Layout.Page("Sign in", Form);

    /// <summary>Flaw: both fields go into the statement as they came, so <c>admin@opengate.example'--</c> needs no password.</summary>
    public IResult Enter(string email, string password)
    {
        try
        {
            var found = database.Query($"SELECT name, email, card_number, card_expiry, role FROM users WHERE email = '{email}' AND password = '{password}'");
            return found is [var user, ..]
                ? Layout.Page("Your account", Welcome(user))
                : Layout.Page("Sign in", "<p class='fault'>E-mail or password is wrong.</p>" + Form, StatusCodes.Status401Unauthorized);
        }
        catch (SqliteException e)
        {
            return Catalogue.Broken(e);
        }
    }

    private static string Welcome(string[] user) =>
        $"""
        <div class="panel"><h2>Welcome back, {Layout.Encode(user[0])}</h2>
        <p class="soft">{Layout.Encode(user[1])} · {Layout.Encode(user[4])}</p>
        <p>Card on file: {Layout.Encode(user[2])}, valid until {Layout.Encode(user[3])}</p></div>
        """;
}
