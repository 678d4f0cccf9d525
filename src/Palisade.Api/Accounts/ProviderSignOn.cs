namespace Palisade.Api.Accounts;

/// <summary>That somebody wants to sign on by an identity provider.</summary>
/// <param name="RedirectUri">Where the provider sends the browser back to: <c>http://127.0.0.1:PORT/callback</c> of the asking program, or one that the provider's object lists.</param>
/// <param name="Tenant">The tenant whose provider it is; default <c>system</c>.</param>
/// <param name="Provider">The name of the object; may be left out where the tenant has one alone.</param>
public sealed record ProviderSignOn(string RedirectUri, string Tenant = "system", string? Provider = null);

/// <summary>A sign-on that was begun.</summary>
/// <param name="Url">What to open in a browser.</param>
/// <param name="State">What the browser brings back.</param>
/// <param name="Flow">Proves, when it is finished, that it was begun by the same program. For nobody else.</param>
/// <param name="Expires">Until when it can be finished.</param>
public sealed record BegunSignOn(string Url, string State, string Flow, DateTimeOffset Expires);

/// <summary>What the browser brought back.</summary>
/// <param name="Issuer">The parameter <c>iss</c> of RFC 9207, where there was one.</param>
/// <param name="Cookie">Whether the session is for a browser: then it comes as a cookie. Default false.</param>
public sealed record FinishSignOn(string Flow, string State, string Code, string? Issuer = null, bool Cookie = false);
