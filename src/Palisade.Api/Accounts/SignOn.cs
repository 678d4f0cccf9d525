namespace Palisade.Api.Accounts;

/// <summary>Who wants to sign on.</summary>
/// <param name="User">The user's name.</param>
/// <param name="Tenant">The tenant it is a user of; default <c>system</c>.</param>
/// <param name="Cookie">Whether the session is for a browser: then it comes as a cookie, and no token is told. Default false.</param>
public sealed record SignOn(string User, string Password, string Tenant = "system", bool Cookie = false);

/// <summary>A session that was begun.</summary>
/// <param name="Expires">When it ends at the latest.</param>
/// <param name="IdleSeconds">It ends sooner when it is not used for so long.</param>
/// <param name="Token">What to send as <c>Authorization: Bearer</c>; absent for a browser's session.</param>
public sealed record SignedOn(Identity Identity, DateTimeOffset Expires, int IdleSeconds, string? Token = null);

/// <summary>Who asks.</summary>
/// <param name="Tenant">The tenant it is a user of.</param>
/// <param name="Credential"><c>session</c>, <c>cookie</c> or <c>token</c>.</param>
/// <param name="Grants">Its roles; with a token no more than the token allows.</param>
public sealed record Identity(string Tenant, string User, string Credential, IReadOnlyList<Grant> Grants);

/// <summary>A session.</summary>
/// <param name="Id">For revoking it. The session itself cannot be made of it.</param>
/// <param name="From">The address it was begun from.</param>
public sealed record SessionView(string Id, DateTimeOffset Created, DateTimeOffset LastUsed, DateTimeOffset Expires, string From, bool Current);

/// <summary>Sessions.</summary>
public sealed record SessionList(IReadOnlyList<SessionView> Items);

/// <summary>A new password.</summary>
/// <param name="Old">The one so far; needed for one's own.</param>
public sealed record PasswordChange(string New, string? Old = null);
