using Palisade.Api.Accounts;
using Palisade.Configuration.Objects.Naming;

namespace Palisade.Manager.Accounts;

/// <summary>The user that is there before anybody can make one.</summary>
internal static class FirstAdministrator
{
    /// <summary>Its name.</summary>
    public const string Name = "admin";

    /// <summary>Makes it when the platform has no user at all.</summary>
    /// <param name="given">The password; null for a random one.</param>
    /// <returns>The password that was made, to be shown once; null where there was a user already, or the password was given.</returns>
    /// <exception cref="ArgumentException">The given password is none.</exception>
    public static async Task<string?> MakeAsync(AccountStore accounts, Passwords passwords, string? given, TimeProvider clock, CancellationToken stop)
    {
        if ((await accounts.UsersAsync(stop)).Count > 0) return null;
        if (given is not null && Passwords.Fault(given, Name) is { } fault) throw new ArgumentException(fault, nameof(given));
        var password = given ?? Passwords.Random();
        var grants = new[] { new Grant(Role.Admin, ObjectNames.SystemTenant) };
        var user = new User(Guid.CreateVersion7(clock.GetUtcNow()), Name, "", await passwords.HashAsync(password, stop), Disabled: false, grants, clock.GetUtcNow(), "palisade");
        // Of two managers that start at once, one makes it.
        var made = await accounts.WriteUserAsync(user, 0, new("user.created", new("palisade", $"{Name}: the first administrator")), stop: stop);
        return made && given is null ? password : null;
    }
}
