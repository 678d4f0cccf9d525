using System.CommandLine;

namespace Palisade.Cli.Objects;

/// <summary><c>palisade diff</c>: what applying files would change.</summary>
internal static class DiffCommand
{
    private const string About =
        """
        Show what 'apply' would change, field by field. Ends with 1 when anything would be.

        Example:
          palisade diff -f policies/ && echo "as it is in the files"
        """;

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var (place, files) = (new Place(), ApplyCommand.FilesOption());
        var prune = new Option<bool>("--prune") { Description = "Show what 'apply --prune' would take out, too." };
        var labels = new Option<string?>("--labels", "-l") { HelpName = "SELECTOR", Description = "Of what --prune takes out: only with these labels." };
        var json = new Option<bool>("--json") { Description = "One JSON object." };
        var command = new Command("diff", About) { files, prune, labels, json };
        place.On(command);
        command.SetAction((parsed, _) => ApplyCommand.RunAsync(
            parsed, place, parsed.GetRequiredValue(files), new(DryRun: true, parsed.GetValue(prune), parsed.GetValue(labels), place.Namespace(parsed)), parsed.GetValue(json), isDiff: true));
        return command;
    }
}
