namespace Palisade.Api.Accounts;

/// <summary>A user.</summary>
/// <param name="Version">What a change must name.</param>
public sealed record UserView(string Name, string DisplayName, bool Disabled, IReadOnlyList<Grant> Grants, DateTimeOffset Created, string CreatedBy, string Version);

/// <summary>Users of a tenant.</summary>
public sealed record UserList(IReadOnlyList<UserView> Items);

/// <summary>A user that is to be made.</summary>
/// <param name="Name">Small letters, digits, <c>-</c>, <c>_</c> and <c>.</c>, up to 128.</param>
/// <param name="Password">12 to 1,024 characters.</param>
public sealed record NewUser(string Name, string Password, IReadOnlyList<Grant> Grants, string DisplayName = "");

/// <summary>What is changed of a user; what is left out stays.</summary>
/// <param name="Version">Of the user as it was read; without it, whatever is there is changed.</param>
public sealed record UserChange(string? DisplayName = null, bool? Disabled = null, IReadOnlyList<Grant>? Grants = null, string? Version = null);

/// <summary>A token for programs.</summary>
/// <param name="User">Whose it is: it may never do more than its user.</param>
/// <param name="Scope">What it may do at most.</param>
public sealed record TokenView(string Id, string Name, string User, Grant Scope, DateTimeOffset Created, DateTimeOffset Expires);

/// <summary>Tokens of a tenant's users.</summary>
public sealed record TokenList(IReadOnlyList<TokenView> Items);

/// <summary>A token that is to be made.</summary>
/// <param name="Name">For people.</param>
/// <param name="Days">For how many days it is good: 1 to 366. Default 90.</param>
/// <param name="Tenant">Where it is good: the user's own tenant when it is left out.</param>
public sealed record NewToken(string Name, Role Role, string? Tenant = null, IReadOnlyList<string>? Namespaces = null, int Days = 90);

/// <summary>A token that was made.</summary>
/// <param name="Secret">What to send as <c>Authorization: Bearer</c>. It is told once, and kept nowhere.</param>
public sealed record MadeToken(TokenView Token, string Secret);
