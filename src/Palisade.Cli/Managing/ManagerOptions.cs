using System.CommandLine;
using System.Net;
using Palisade.Cli.Terminal;

namespace Palisade.Cli.Managing;

/// <summary>The options that say how a manager is served, for every command that starts one.</summary>
internal sealed class ManagerOptions
{
    /// <summary>The variable with the first administrator's password.</summary>
    public const string PasswordVariable = "PALISADE_ADMIN_PASSWORD";

    /// <summary>Where people and programs reach a manager.</summary>
    public const string UsualListen = "127.0.0.1:8083";

    /// <summary>Where the data is.</summary>
    public Option<string?> Data { get; } = new("--data") { HelpName = "DIR", Description = "Folder for objects, identities and keys. [default: ~/.local/share/palisade]" };

    /// <summary>Which database.</summary>
    public Option<string?> Database { get; } = new("--database") { HelpName = "URL", Description = "PostgreSQL database for the objects, as postgres://user:password@host/name. [default: a file in --data]" };

    /// <summary>The folder.</summary>
    public string Folder(ParseResult parsed) => Path.GetFullPath(parsed.GetValue(Data) ?? DataFolder.Usual);

    /// <summary>Reads HOST:PORT.</summary>
    public static IPEndPoint? EndPoint(string option, string text, List<string> faults)
    {
        var (address, port, fault) = EndpointText.Read(text);
        if (fault is null) return new(IPAddress.Parse(address), port);
        faults.Add($"{option}: {fault}");
        return null;
    }

    /// <summary>The password for the first administrator; null for a random one.</summary>
    public static string? Password => Environment.GetEnvironmentVariable(PasswordVariable) is { Length: > 0 } password ? password : null;
}
