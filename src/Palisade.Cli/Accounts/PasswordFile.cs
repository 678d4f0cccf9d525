using System.CommandLine;
using System.Text;
using Palisade.Cli.Objects;
using Palisade.Cli.Terminal;

namespace Palisade.Cli.Accounts;

/// <summary>Passwords as commands get them: from a file, from standard input, or typed. Never as an argument, which every process of the machine could read.</summary>
internal sealed class PasswordFile
{
    private readonly Option<string?> _file = new("--password-file") { HelpName = "FILE", Description = "The new password is the first line of this file; - is standard input. Without it, it is asked for." };

    /// <summary>Puts the option on a command.</summary>
    public void On(Command command) => command.Options.Add(_file);

    /// <summary>A new password; null when there is none, which is told.</summary>
    public async Task<string?> ReadAsync(ParseResult parsed, string whose, Screen screen, CancellationToken stop)
    {
        if (parsed.GetValue(_file) is { } file && file is not "-") return await FromFileAsync(file, screen, stop);
        var password = PasswordPrompt.Read($"New password{whose}: ", parsed.GetValue(_file) is "-", screen);
        if (string.IsNullOrEmpty(password))
        {
            screen.Fail("no password was given");
            return null;
        }

        // Only somebody at a terminal can mistype what they do not see.
        if (parsed.GetValue(_file) is not null || Console.IsInputRedirected || PasswordPrompt.Read("Once more: ", fromInput: false, screen) == password) return password;
        screen.Fail("the two are not the same; nothing was done");
        return null;
    }

    private static async Task<string?> FromFileAsync(string file, Screen screen, CancellationToken stop)
    {
        var (bytes, fault) = await Files.ReadAsync(file, stop);
        if (bytes is null)
        {
            screen.Fail($"--password-file: {fault}");
            return null;
        }

        var line = Encoding.UTF8.GetString(bytes).Split('\n', 2)[0].TrimEnd('\r');
        if (line.Length > 0) return line;
        screen.Fail($"--password-file: the first line of {file} is empty");
        return null;
    }
}
