using System.CommandLine;

namespace Palisade.Cli.Terminal;

/// <summary>What to answer to a command line that cannot be understood: one line for each mistake, and where help is.</summary>
internal static class Usage
{
    /// <summary>Prints every mistake.</summary>
    /// <returns><see cref="ExitCode.Usage"/>.</returns>
    public static int Refuse(ParseResult parsed, TextWriter output, TextWriter error)
    {
        var command = parsed.CommandResult.Command;
        if (parsed.Tokens.Count is 0 || (parsed.UnmatchedTokens.Count is 0 && NeedsSubcommand(command)))
        {
            command.Parse("--help").Invoke(new InvocationConfiguration { Output = output, Error = error });
            return ExitCode.Usage;
        }

        foreach (var line in Mistakes(parsed)) error.WriteLine($"palisade: {line}");
        error.WriteLine($"'{NameOf(command)} --help' shows what there is.");
        return ExitCode.Usage;
    }

    private static bool NeedsSubcommand(Command command) => command.Subcommands.Count > 0 && command.Action is null;

    private static IEnumerable<string> Mistakes(ParseResult parsed)
    {
        var words = Words(parsed.CommandResult.Command).ToArray();
        var needsSubcommand = NeedsSubcommand(parsed.CommandResult.Command);
        // Behind a command that does not exist, every word is unknown.
        var strange = needsSubcommand ? parsed.UnmatchedTokens.Take(1) : WithoutValues(parsed.UnmatchedTokens);
        foreach (var token in strange) yield return Unknown(token, words);
        // What the parser says about unknown words, and about the command missing because of them, is said above.
        foreach (var other in parsed.Errors)
        {
            var repeated = parsed.UnmatchedTokens.Any(t => other.Message.Contains($"'{t}'", StringComparison.Ordinal))
                || (parsed.UnmatchedTokens.Count > 0 && needsSubcommand);
            if (!repeated) yield return other.Message;
        }
    }

    // What follows an unknown option is most likely its value.
    private static IEnumerable<string> WithoutValues(IReadOnlyList<string> tokens) =>
        tokens.Where((t, i) => t.StartsWith('-') || i is 0 || !tokens[i - 1].StartsWith('-'));

    private static string Unknown(string token, string[] words)
    {
        var kind = token.StartsWith('-') ? "unknown option" : "unknown command or argument";
        var name = token.Split('=', 2)[0];
        return Spelling.Nearest(name, words.Where(w => w.StartsWith('-') == token.StartsWith('-'))) is { } meant
            ? $"{kind} '{name}'; did you mean '{meant}'?"
            : $"{kind} '{name}'";
    }

    private static IEnumerable<string> Words(Command command) =>
        command.Subcommands.Select(c => c.Name)
            .Concat(command.Options.SelectMany(o => o.Aliases.Append(o.Name)))
            .Concat(command.Parents.OfType<Command>().SelectMany(p => p.Options.Where(o => o.Recursive)).Select(o => o.Name));

    private static string NameOf(Command command) =>
        command.Parents.OfType<Command>().FirstOrDefault() is { } parent ? $"{NameOf(parent)} {command.Name}" : "palisade";
}
