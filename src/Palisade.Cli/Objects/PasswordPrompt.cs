using System.Text;
using Palisade.Cli.Terminal;

namespace Palisade.Cli.Objects;

/// <summary>Asks for what nobody may see.</summary>
internal static class PasswordPrompt
{
    /// <summary>One line: from standard input when that is asked for or no terminal, else typed without being shown. Null for none.</summary>
    public static string? Read(string prompt, bool fromInput, Screen screen)
    {
        if (fromInput || Console.IsInputRedirected) return Console.In.ReadLine();
        screen.Error.Write(prompt);
        var typed = new StringBuilder();
        while (Console.ReadKey(intercept: true) is { Key: not ConsoleKey.Enter } key)
        {
            if (key.Key is ConsoleKey.Backspace) typed.Length = Math.Max(0, typed.Length - 1);
            else if (!char.IsControl(key.KeyChar)) typed.Append(key.KeyChar);
        }

        screen.Error.WriteLine();
        return typed.ToString();
    }
}
