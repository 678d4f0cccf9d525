using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Palisade.Cli.Terminal;

/// <summary>
/// Help as people read it: of the commands within a command only what each begins to say; all of it is in the command's own help. Not wider than a window where there is none,
/// which the library takes to be endless.
/// </summary>
internal sealed class CommandHelp : SynchronousCommandLineAction
{
    /// <summary>Columns of a page that is read without a terminal.</summary>
    private const int PageWidth = 120;

    private readonly HelpAction _whole;

    private CommandHelp(HelpAction whole) => _whole = whole;

    /// <summary>Puts it in the place of the library's.</summary>
    /// <returns>The same root.</returns>
    public static RootCommand On(RootCommand root)
    {
        var option = root.Options.OfType<HelpOption>().Single();
        option.Action = new CommandHelp((HelpAction)option.Action!);
        return root;
    }

    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        // What is said of a command stands at one place in the library, so it is cut for this one time: a process that helps does nothing else.
        foreach (var within in parseResult.CommandResult.Command.Subcommands) within.Description = Beginning(within.Description);
        if (Console.IsOutputRedirected) _whole.MaxWidth = PageWidth;
        return _whole.Invoke(parseResult);
    }

    private static string? Beginning(string? text)
    {
        if (text is null) return null;
        var line = text.AsSpan()[..(text.IndexOf('\n') is var end and >= 0 ? end : text.Length)].TrimEnd();
        var sentence = line.IndexOf(". ");
        return (sentence < 0 ? line : line[..(sentence + 1)]).ToString();
    }
}
