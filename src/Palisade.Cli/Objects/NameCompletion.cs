using System.CommandLine;
using System.CommandLine.Completions;
using Palisade.Api.Client;
using Palisade.Cli.Terminal;
using Palisade.Configuration.Objects.Naming;

namespace Palisade.Cli.Objects;

/// <summary>Names that the manager knows, for the shell to complete. Whatever goes wrong, or takes long, is no name: nobody waits at a prompt.</summary>
internal static class NameCompletion
{
    private const int Most = 500;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Completes a kind, and the names of the kind that was typed.</summary>
    public static void On(Argument kind, Argument<string?> name, Place place)
    {
        // Without a word of its own, help calls an argument by all that could complete it, and asks the manager for that.
        (kind.HelpName, name.HelpName) = (kind.Name, name.Name);
        kind.CompletionSources.Add(_ => ObjectKinds.All.Select(k => new CompletionItem(k.Name)));
        name.CompletionSources.Add(c => Ask(c, place, async to =>
        {
            var (found, _) = KindWord.Read(c.ParseResult.GetResult(kind)?.Tokens is [{ Value: var typed }] ? typed : "");
            if (found is null) return [];
            var space = found.InNamespace ? place.Namespace(c.ParseResult) ?? ObjectNames.DefaultNamespace : null;
            var page = await to.Objects.ListAsync(found.Name, space, null, Most, null, to.Stop);
            return page.Items.Select(o => o.Metadata["name"]?.Value ?? "");
        }));
    }

    /// <summary>Completes an argument with what the manager is asked for.</summary>
    public static Argument<T> Completed<T>(this Argument<T> argument, Place place, Func<Connected, Task<IEnumerable<string>>> names)
    {
        argument.HelpName = argument.Name;
        argument.CompletionSources.Add(c => Ask(c, place, names));
        return argument;
    }

    private static IEnumerable<CompletionItem> Ask(CompletionContext context, Place place, Func<Connected, Task<IEnumerable<string>>> names)
    {
        using var enough = new CancellationTokenSource(Patience);
        var (to, _) = place.Connect(context.ParseResult, Screen.Of(context.ParseResult), enough.Token);
        if (to is null) return [];
        using var client = to.Client;
        try
        {
            // Completion is asked for without a task; the thread has nothing else to do.
            return [.. Task.Run(() => names(to)).GetAwaiter().GetResult().Where(IsWord).Take(Most).Select(n => new CompletionItem(n))];
        }
        catch (Exception fault) when (fault is ManagerException or HttpRequestException or OperationCanceledException)
        {
            return [];
        }
    }

    // What the shell is given it may read again: nothing but letters, digits and what joins them.
    private static bool IsWord(string name) => name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');
}
