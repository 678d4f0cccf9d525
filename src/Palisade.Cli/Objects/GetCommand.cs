using System.CommandLine;
using Palisade.Api.Objects;
using Palisade.Cli.Terminal;
using Palisade.Configuration.Objects.Naming;

namespace Palisade.Cli.Objects;

/// <summary><c>palisade get</c>: one object, or those of a kind.</summary>
internal static class GetCommand
{
    private const string About =
        """
        Show an object, or the objects of a kind.

        Examples:
          palisade get sites
          palisade get site shop -n web -o yaml
          palisade get origin-pools --labels tier=front --json
        """;

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var (place, form) = (new Place(), new Form());
        var kind = new Argument<string>("KIND") { Description = "As site, origin-pool, app_firewall; or all." };
        var name = new Argument<string?>("NAME") { Arity = ArgumentArity.ZeroOrOne, Description = "One object of the kind." };
        NameCompletion.On(kind, name, place);
        var labels = new Option<string?>("--labels", "-l") { HelpName = "SELECTOR", Description = "Only with these labels, as tier=front,!old." };
        var everywhere = new Option<bool>("--all-namespaces", "-A") { Description = "In every namespace." };
        var command = new Command("get", About) { kind, name, labels, everywhere };
        place.On(command);
        form.On(command);
        command.SetAction((parsed, _) =>
        {
            var all = parsed.GetRequiredValue(kind) is "all";
            var (found, fault) = all ? (null, null) : KindWord.Read(parsed.GetRequiredValue(kind));
            if (fault is not null || (all && parsed.GetValue(name) is not null)) return Fail(parsed, fault ?? "'all' takes no name");
            return place.RunAsync(parsed, async to =>
            {
                if (found is not null && parsed.GetValue(name) is { } one)
                {
                    var view = await to.Objects.GetAsync(place.Key(parsed, found, one), to.Stop);
                    form.Show(parsed, to.Screen, view, () => Columns.Write(to.Screen, [view]));
                    return ExitCode.Done;
                }

                var space = parsed.GetValue(everywhere) ? null : found is { InNamespace: false } ? "" : place.Namespace(parsed) ?? (all ? null : ObjectNames.DefaultNamespace);
                var list = await ListAsync(to, found, space, parsed.GetValue(labels));
                form.Show(parsed, to.Screen, new ObjectList(list), () => Columns.Write(to.Screen, list));
                return ExitCode.Done;
            });
        });
        return command;
    }

    private static async Task<IReadOnlyList<ObjectView>> ListAsync(Connected to, ObjectKind? kind, string? space, string? labels)
    {
        if (kind is not null && space is not null) return await to.Objects.ListAllAsync(kind.Name, space, labels, to.Stop);
        var found = new List<ObjectView>();
        string? at = null;
        do
        {
            var page = await to.Objects.ListAsync(kind?.Name, space, labels, 1000, at, to.Stop);
            found.AddRange(page.Items);
            at = page.Continue;
        }
        while (at is not null);

        return found;
    }

    private static Task<int> Fail(ParseResult parsed, string fault)
    {
        Screen.Of(parsed).Fail(fault);
        return Task.FromResult(ExitCode.Usage);
    }
}
