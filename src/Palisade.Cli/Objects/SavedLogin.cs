using System.Text.Json;

namespace Palisade.Cli.Objects;

/// <summary>Where somebody signed on, and what proves it. In a file that its owner alone may read.</summary>
/// <param name="Fingerprint">SHA-256 of the manager's certificate; null where an authority vouches for it.</param>
/// <param name="Authority">A file of certificates in PEM; null for the machine's own.</param>
internal sealed record SavedLogin(Uri Server, string Token, string Tenant, string? Fingerprint, string? Authority)
{
    private static readonly JsonSerializerOptions Style = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>The file: <c>$XDG_CONFIG_HOME/palisade/login.json</c>, or below <c>~/.config</c>.</summary>
    public static string File => Path.Combine(
        Environment.GetEnvironmentVariable("XDG_CONFIG_HOME") is { Length: > 0 } home ? home : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".config"), "palisade", "login.json");

    /// <summary>The one that was saved; null for none, and why where there is a file.</summary>
    public static (SavedLogin? Login, string? Fault) Load()
    {
        if (!System.IO.File.Exists(File)) return (null, null);
        try
        {
            if ((System.IO.File.GetUnixFileMode(File) & (UnixFileMode.GroupRead | UnixFileMode.OtherRead | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite)) != UnixFileMode.None) return (null, $"{File} can be read by others; 'chmod 600' it, or sign on again");
            return JsonSerializer.Deserialize<SavedLogin>(System.IO.File.ReadAllBytes(File), Style) is { Server: not null, Token: not null, Tenant: not null } login ? (login, null) : (null, $"{File} is not a saved login; sign on again");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return (null, $"{File} cannot be read; sign on again");
        }
    }

    /// <summary>Saves it.</summary>
    public void Save()
    {
        var folder = Path.GetDirectoryName(File)!;
        Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var temporary = $"{File}.{Environment.ProcessId}";
        System.IO.File.Delete(temporary);
        using (var file = new FileStream(temporary, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite }))
            file.Write(JsonSerializer.SerializeToUtf8Bytes(this, Style));
        System.IO.File.Move(temporary, File, overwrite: true);
    }

    /// <summary>Forgets it.</summary>
    public static void Forget() => System.IO.File.Delete(File);
}
