using System.CommandLine;
using Palisade.Cli.Objects;
using Palisade.Cli.Terminal;
using Palisade.Configuration.Objects.Naming;

namespace Palisade.Cli.Accounts;

/// <summary><c>palisade tenants</c>: whom the platform serves.</summary>
internal static class TenantsCommand
{
    private const string About =
        """
        Show, make and empty tenants.

        Examples:
          palisade tenants list
          palisade tenants create acme --display-name "Acme Ltd."
          palisade tenants delete acme --confirm acme
        """;

    /// <summary>The command with those below it.</summary>
    public static Command Create() => new("tenants", About) { CreateList(), CreateCreate(), CreateDelete() };

    private static Command CreateList()
    {
        var (place, form) = (new Place(), new Form());
        var command = new Command("list", "Show the tenants that you have a role in.");
        form.On(command);
        command.SetAction((parsed, _) => place.RunAsync(parsed, async to =>
        {
            var tenants = await to.Client.TenantsAsync(to.Stop);
            form.Show(parsed, to.Screen, tenants, () => Columns.Write(to.Screen, ["NAME", "REVISION"], tenants.Items.Select(t => (IReadOnlyList<string>)[t.Name, $"{t.Revision}"])));
            return ExitCode.Done;
        }));
        return command;
    }

    private static Command CreateCreate()
    {
        var (place, form) = (new Place(), new Form());
        var name = new Argument<string>("TENANT") { Description = $"Its name: {ObjectNames.LabelGrammar}." };
        var display = new Option<string?>("--display-name") { HelpName = "TEXT", Description = "What people call it." };
        var command = new Command("create", "Make a tenant.") { name, display };
        form.On(command);
        command.SetAction((parsed, _) => place.RunAsync(parsed, async to =>
        {
            var made = await to.Client.MakeTenantAsync(new(parsed.GetRequiredValue(name), parsed.GetValue(display) ?? ""), to.Stop);
            form.Show(parsed, to.Screen, made, () => to.Screen.Output.WriteLine($"tenant {made.Name} created"));
            return ExitCode.Done;
        }));
        return command;
    }

    private static Command CreateDelete()
    {
        var place = new Place();
        var name = new Argument<string>("TENANT") { Description = "Which one." };
        name.Completed(place, async to => (await to.Client.TenantsAsync(to.Stop)).Items.Select(t => t.Name));
        var confirm = new Option<string>("--confirm") { HelpName = "TENANT", Description = "The name once more: its sites stop being served.", Required = true };
        var reason = new Option<string?>("--reason") { HelpName = "TEXT", Description = "Why, for the history." };
        var command = new Command("delete", "Take out every object and user of a tenant. Its history and audit trail stay, and with them its name.") { name, confirm, reason };
        command.SetAction((parsed, _) => place.RunAsync(parsed, to => DeleteAsync(to, parsed.GetRequiredValue(name), parsed.GetRequiredValue(confirm), parsed.GetValue(reason))));
        return command;
    }

    private static async Task<int> DeleteAsync(Connected to, string name, string confirm, string? reason)
    {
        if (confirm != name || name == ObjectNames.SystemTenant)
        {
            to.Screen.Fail(confirm != name ? $"--confirm does not say '{name}'; nothing was done" : "the tenant 'system' is the platform itself; nothing was done");
            return ExitCode.Usage;
        }

        var tenant = to.Client.Tenant(name);
        // Objects first: who is refused there keeps the users.
        var applied = await tenant.RevertAsync(null, new(0, reason ?? "the tenant is deleted"), stop: to.Stop);
        var users = (await tenant.UsersAsync(to.Stop)).Items;
        foreach (var user in users) await tenant.DeleteUserAsync(user.Name, to.Stop);
        var objects = applied.Changes.Count(c => c.Operation is "deleted");
        to.Screen.Output.WriteLine($"tenant {name} deleted: {objects} objects, {users.Count} users; revision {applied.Revision}");
        to.Screen.Note($"'{ThisProgram.Name} rollback --tenant {name} --to {applied.Revision - 1}' brings the objects back");
        return ExitCode.Done;
    }
}
