using System.CommandLine;

namespace Palisade.Cli.Apis;

/// <summary><c>palisade api</c>: what a person does with API descriptions before they guard anything.</summary>
internal static class ApiCommand
{
    /// <summary>The command with its subcommands.</summary>
    public static Command Create() => new("api", "Work with API descriptions (OpenAPI 3.0 and 3.1).")
    {
        ApiCheckCommand.Create(),
        ApiExplainCommand.Create(),
    };
}
