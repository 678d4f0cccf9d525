using System.CommandLine;

namespace Palisade.Cli.Signatures;

/// <summary><c>palisade signatures</c>: what a person does with signature files.</summary>
internal static class SignaturesCommand
{
    /// <summary>The command with its subcommands.</summary>
    public static Command Create() => new("signatures", "Work with signature files, and see the built-in ones.")
    {
        SignatureListCommand.Create(),
        SignatureTestCommand.Create(),
    };
}
