namespace Palisade.Cli.EventLog;

/// <summary>Where events go, and are looked for, when nobody says where.</summary>
internal static class DefaultEvents
{
    /// <summary><c>palisade/events.jsonl</c> in the user's state folder (<c>XDG_STATE_HOME</c>, otherwise <c>~/.local/state</c>); in the temporary folder for users without a home.</summary>
    public static string File => Path.Combine(Folder(), "palisade", "events.jsonl");

    private static string Folder()
    {
        if (Environment.GetEnvironmentVariable("XDG_STATE_HOME") is { Length: > 0 } state && Path.IsPathRooted(state)) return state;
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return home.Length > 0 && Directory.Exists(home) ? Path.Combine(home, ".local", "state") : Path.GetTempPath();
    }
}
