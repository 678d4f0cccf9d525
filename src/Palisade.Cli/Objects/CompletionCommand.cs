using System.CommandLine;

namespace Palisade.Cli.Objects;

/// <summary><c>palisade completion</c>: what a shell needs to complete command lines. The words themselves come from this program, so that they are never old.</summary>
internal static class CompletionCommand
{
    private const string About =
        """
        Write what a shell needs to complete palisade's command lines.

        Examples:
          source <(palisade completion bash)
          palisade completion zsh > ~/.zfunc/_palisade
          palisade completion fish > ~/.config/fish/completions/palisade.fish
        """;

    // [suggest:POSITION] is System.CommandLine's own directive: a word a line.
    private const string Bash =
        """
        _palisade() {
            local IFS=$'\n'
            COMPREPLY=($(compgen -W "$(palisade "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}"))
        }
        complete -o default -F _palisade palisade
        """;

    private const string Zsh =
        """
        #compdef palisade
        _palisade() {
            local -a words_found
            words_found=("${(@f)$(palisade "[suggest:${CURSOR}]" "${BUFFER}" 2>/dev/null)}")
            compadd -a words_found || _files
        }
        compdef _palisade palisade
        """;

    private const string Fish =
        """
        complete -c palisade -a '(palisade "[suggest:"(string length -- (commandline -cp))"]" (commandline -cp) 2>/dev/null)'
        """;

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var shell = new Argument<string>("SHELL") { Description = "bash, zsh or fish." };
        shell.AcceptOnlyFromAmong("bash", "zsh", "fish");
        var command = new Command("completion", About) { shell };
        command.SetAction(parsed => parsed.InvocationConfiguration.Output.WriteLine(parsed.GetRequiredValue(shell) switch
        {
            "bash" => Bash,
            "zsh" => Zsh,
            _ => Fish,
        }));
        return command;
    }
}
