using System.CommandLine;
using Palisade.Api.Objects;
using Palisade.Cli.Objects;
using Palisade.Cli.Terminal;

namespace Palisade.Cli.Sandbox;

/// <summary><c>palisade sandbox</c>: what became of a tenant's newest change before gateways got it.</summary>
internal static class SandboxCommand
{
    private const string About =
        """
        Show what the sandbox says of the tenant's newest change: whether gateways get it, and which sample requests fare otherwise than before.

        Example:
          palisade sandbox --tenant acme
        """;

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var (place, form) = (new Place(), new Form());
        var command = new Command("sandbox", About);
        place.On(command, withNamespace: false);
        form.On(command);
        command.SetAction((parsed, _) => place.RunAsync(parsed, async to =>
        {
            var view = await to.Objects.SandboxAsync(to.Stop);
            form.Show(parsed, to.Screen, view, () => Write(to.Screen, view));
            return view.State is "refused" or "late" ? ExitCode.Findings : ExitCode.Done;
        }));
        return command;
    }

    private static void Write(Screen screen, SandboxView view)
    {
        Line("state", $"{view.State}{(view.Reason.Length > 0 ? $": {view.Reason}" : "")}");
        Line("revision", $"{view.Revision}; gateways may have {(view.Published is { } published ? $"{published}" : "none yet")}{(view.Since is { } since ? $", since {Columns.Time(since)}" : "")}");
        Line("sandboxes", $"{view.Sandboxes} connected, mode {view.Mode}");
        if (view.Trial is not { } trial) return;
        Line("tried", $"{trial.Outcome} in {trial.Milliseconds} ms: {trial.ObjectsInAll} objects changed, {trial.SitesAsked} of {trial.Sites} sites asked with {trial.Requests} requests");
        foreach (var one in trial.Objects.Take(20)) Line("", one);
        Line("compared", !trial.Compared ? "there was nothing to compare with" : trial.ChangesInAll is 0 ? "every sample fares as before" : $"{trial.ChangesInAll} samples fare otherwise");
        foreach (var change in trial.Changes)
            Line("", $"{(change.Change is "would_now_be_blocked" ? "would now be blocked" : "no longer blocked")}: {change.Sample} at {change.Site}{(change.Rules.Length > 0 ? $" (rules {change.Rules})" : "")}{(change is { Ordinary: true, Change: "would_now_be_blocked" } ? "  - an ordinary request" : "")}");

        void Line(string name, string text) => screen.Output.WriteLine($"{screen.Paint(Ink.Bold, name.PadRight(9))} {ByteText.Clean(text)}".TrimEnd());
    }
}
