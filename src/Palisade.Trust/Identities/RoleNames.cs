namespace Palisade.Trust.Identities;

/// <summary>Roles as they are written.</summary>
public static class RoleNames
{
    private static readonly Role[] All = Enum.GetValues<Role>();

    /// <summary>The word for a role.</summary>
    public static string Name(this Role role) => role switch
    {
        Role.Manager => "manager",
        Role.Gateway => "gateway",
        Role.Collector => "collector",
        Role.Lumberjack => "lumberjack",
        Role.Sandbox => "sandbox",
        _ => throw new ArgumentOutOfRangeException(nameof(role)),
    };

    /// <summary>The role that a word names, exactly as <see cref="Name"/> writes it; null for no role.</summary>
    public static Role? Parse(ReadOnlySpan<char> name)
    {
        foreach (var role in All)
        {
            if (name.SequenceEqual(role.Name())) return role;
        }

        return null;
    }
}
