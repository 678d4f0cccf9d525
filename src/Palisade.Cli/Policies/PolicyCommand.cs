using System.CommandLine;

namespace Palisade.Cli.Policies;

/// <summary><c>palisade policy</c>: what a person does with policy files before they guard anything.</summary>
internal static class PolicyCommand
{
    /// <summary>The command with its subcommands.</summary>
    public static Command Create() => new("policy", "Work with policy files.")
    {
        PolicyCheckCommand.Create(),
    };
}
