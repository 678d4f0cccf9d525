using System.CommandLine;
using Palisade.Cli.Terminal;
using Palisade.Configuration.Objects.Naming;
using Palisade.Manager.Enrolment;
using Palisade.Trust.Identities;

namespace Palisade.Cli.Managing;

/// <summary><c>palisade manager secret</c>: what gateways enrol with, made on the manager's machine.</summary>
internal static class SecretCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var options = new ManagerOptions();
        var group = new Option<string?>("--group") { HelpName = "NAME", Description = "The gateway group that enrols with it. Without it, all secrets are listed." };
        var tenant = new Option<string?>("--tenant") { HelpName = "NAME", Description = "Whose gateways; system for those that serve every tenant. [default: system]" };
        var once = new Option<bool>("--once") { Description = "A token for one gateway, good for an hour, in the place of a secret for any number." };
        var sandbox = new Option<bool>("--sandbox") { Description = "For gateways that only try snapshots out." };
        var delete = new Option<string?>("--delete") { HelpName = "ID", Description = "Take one away; gateways that enrolled with it stay." };
        var command = new Command("secret", "Make, list and delete what gateways enrol with; on the manager's machine. What is made is printed, this once.") { options.Data, group, tenant, once, sandbox, delete };
        command.SetAction(parsed =>
        {
            var screen = Screen.Of(parsed);
            try
            {
                using var trust = ManagerTrust.Open(new() { Folder = options.Folder(parsed) }, TimeProvider.System);
                var secrets = new Secrets(new(Path.Combine(options.Folder(parsed), "enrolment")), trust.Anchors, TimeProvider.System);
                if (parsed.GetValue(delete) is { } id) return Delete(secrets, id, screen);
                if (parsed.GetValue(group) is not { } name) return List(secrets, screen);
                var role = parsed.GetValue(sandbox) ? Role.Sandbox : Role.Gateway;
                var whose = parsed.GetValue(tenant) ?? ObjectNames.SystemTenant;
                var (_, ticket) = parsed.GetValue(once) ? secrets.CreateToken(whose, name, role) : secrets.CreateSecret(whose, name, role);
                screen.Output.WriteLine(ticket.ToText());
                return ExitCode.Done;
            }
            catch (Exception fault) when (fault is IOException or ArgumentException or UnauthorizedAccessException)
            {
                screen.Fail(fault.Message);
                return ExitCode.Configuration;
            }
        });
        return command;
    }

    private static int Delete(Secrets secrets, string id, Screen screen)
    {
        if (secrets.Delete(id)) return ExitCode.Done;
        screen.Fail($"there is no secret '{id}'; 'palisade manager secret' lists them");
        return ExitCode.Configuration;
    }

    private static int List(Secrets secrets, Screen screen)
    {
        foreach (var grant in secrets.List()) screen.Output.WriteLine($"{grant.Id}  {grant.Tenant}/{grant.Group}  {grant.Role.ToString().ToLowerInvariant()}{(grant.Expires is { } end ? $"  until {end:u}" : "")}");
        return ExitCode.Done;
    }
}
