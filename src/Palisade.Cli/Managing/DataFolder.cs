namespace Palisade.Cli.Managing;

/// <summary>Where Palisade keeps what has to outlast it, where nothing else is said.</summary>
internal static class DataFolder
{
    /// <summary><c>$XDG_DATA_HOME/palisade</c> or <c>~/.local/share/palisade</c> (XDG Base Directory Specification); of a service without a home <c>/var/lib/palisade</c>.</summary>
    public static string Usual
    {
        get
        {
            if (Environment.GetEnvironmentVariable("XDG_DATA_HOME") is { Length: > 0 } data && Path.IsPathFullyQualified(data)) return Path.Combine(data, "palisade");
            var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
            return home.Length > 0 ? Path.Combine(home, ".local", "share", "palisade") : "/var/lib/palisade";
        }
    }
}
