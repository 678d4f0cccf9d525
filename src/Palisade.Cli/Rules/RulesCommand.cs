using System.CommandLine;
using Palisade.Cli.Checking;

namespace Palisade.Cli.Rules;

/// <summary><c>palisade rules</c>: what a person does with rule files before they guard anything.</summary>
internal static class RulesCommand
{
    /// <summary>The command with its subcommands.</summary>
    public static Command Create() => new("rules", "Work with SecLang rule files.")
    {
        CheckCommand.Create(),
        TestCommand.Create(),
    };
}
