using System.CommandLine;

namespace Palisade.Cli.Terminal;

/// <summary>Where a command writes, and whether colours are welcome there.</summary>
/// <remarks>Colours go to terminals only, and to none when <c>NO_COLOR</c> is set (no-color.org) or the terminal is dumb.</remarks>
internal sealed class Screen(TextWriter output, TextWriter error, bool colours, bool errorColours)
{
    /// <summary>True when <see cref="Output"/> is a terminal, so that somebody may be looking.</summary>
    public bool IsTerminal { get; init; }

    /// <summary>The result.</summary>
    public TextWriter Output => output;

    /// <summary>What a person should know besides.</summary>
    public TextWriter Error => error;

    /// <summary>True when <see cref="Output"/> shows colours.</summary>
    public bool Colours => colours;

    /// <summary>True when <see cref="Error"/> shows colours: somebody watches.</summary>
    public bool ErrorColours => errorColours;

    /// <summary>The screen of a command that runs.</summary>
    public static Screen Of(ParseResult parsed)
    {
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        var wanted = string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
            && Environment.GetEnvironmentVariable("TERM") is not "dumb";
        return new Screen(
            output, error,
            wanted && IsConsole(output),
            wanted && ReferenceEquals(error, Console.Error) && !Console.IsErrorRedirected)
        {
            IsTerminal = IsConsole(output),
        };
    }

    /// <summary>A text in a colour where colours are shown, otherwise as it is.</summary>
    public string Paint(Ink ink, string text) => colours ? Coloured(ink, text) : text;

    /// <summary>Writes one line of where something is: a name, and the value behind it.</summary>
    public void Place(string name, string value) => output.WriteLine($"  {Paint(Ink.Dim, name.PadRight(20))}{Paint(Ink.Cyan, value)}");

    /// <summary>Writes one line of what went wrong, with the program's name before it.</summary>
    public void Fail(string line) => error.WriteLine(errorColours ? $"{Coloured(Ink.Red, "palisade:")} {line}" : $"palisade: {line}");

    /// <summary>Writes one line that a person should know, likewise.</summary>
    public void Note(string line) => error.WriteLine(errorColours ? $"{Coloured(Ink.Dim, "palisade:")} {line}" : $"palisade: {line}");

    private static bool IsConsole(TextWriter output) => ReferenceEquals(output, Console.Out) && !Console.IsOutputRedirected;

    private static string Coloured(Ink ink, string text) => $"\e[{(int)ink}m{text}\e[0m";
}

/// <summary>The colours in use, by their number in ECMA-48's SGR.</summary>
internal enum Ink
{
    /// <summary>For the one word that matters.</summary>
    Bold = 1,

    /// <summary>For what may be skipped.</summary>
    Dim = 2,

    /// <summary>Blocked, wrong.</summary>
    Red = 31,

    /// <summary>Passed, right.</summary>
    Green = 32,

    /// <summary>Seen, doubtful.</summary>
    Yellow = 33,

    /// <summary>Names and places.</summary>
    Cyan = 36,
}
