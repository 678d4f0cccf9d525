using System.CommandLine;
using Palisade.Cli.Accounts;
using Palisade.Cli.Apis;
using Palisade.Cli.Demo;
using Palisade.Cli.EventLog;
using Palisade.Cli.Explain;
using Palisade.Cli.Managing;
using Palisade.Cli.Objects;
using Palisade.Cli.Policies;
using Palisade.Cli.Rules;
using Palisade.Cli.Run;
using Palisade.Cli.Sandbox;
using Palisade.Cli.Sandbox.Trials;
using Palisade.Cli.Serving;
using Palisade.Cli.Signatures;
using Palisade.Cli.Terminal;

namespace Palisade.Cli;

/// <summary>The whole command line: one line per command, each made in its own folder.</summary>
internal static class CommandLine
{
    private const string About =
        """
        Palisade: a web application firewall and reverse proxy.

        Exit codes:
          0    done; stopped as asked
          1    done, and what was examined has faults (rules check, rules test, policy check, signatures test, audit check), or differs (diff),
               or is saved and not live (apply --wait, status), or was refused by a sandbox (sandbox)
          2    the command line is wrong
          3    what it names is wrong: a file, a folder, a rule, a setting
          4    could not start: port in use, no permission
          5    the manager refuses: no right to it, or it was changed by somebody else
          6    the manager cannot be reached
          70   a fault of Palisade itself
        """;

    /// <summary>The root with every command.</summary>
    public static RootCommand Create() => CommandHelp.On(new(About)
    {
        RunCommand.Create(),
        ManagerCommand.Create(),
        GatewayCommand.Create(),
        ApiCommand.Create(),
        ExplainCommand.Create(),
        EventsCommand.Create(),
        RulesCommand.Create(),
        SignaturesCommand.Create(),
        PolicyCommand.Create(),
        ShopCommand.Create(),
        LoginCommand.Create(),
        LogoutCommand.Create(),
        GetCommand.Create(),
        DescribeCommand.Create(),
        ApplyCommand.Create(),
        StatusCommand.Create(),
        DiffCommand.Create(),
        DeleteCommand.Create(),
        HistoryCommand.Create(),
        RollbackCommand.Create(),
        RolloutCommand.Create(),
        WatchCommand.Create(),
        SandboxCommand.Create(),
        ExportCommand.Create(),
        UsersCommand.Create(),
        TokensCommand.Create(),
        SessionsCommand.Create(),
        TenantsCommand.Create(),
        AuditCommand.Create(),
        CompletionCommand.Create(),
        ChildCommand.Create(),
    });

    /// <summary>Understands and runs one command line.</summary>
    /// <returns>The exit code, see <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error)
    {
        // No response files: "-d @file" is an argument of ours.
        var parsed = Create().Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Errors.Count > 0) return Usage.Refuse(parsed, output, error);
        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration
            {
                Output = output,
                Error = error,
                EnableDefaultExceptionHandler = false,
                // Commands that have something to finish watch the signals themselves; the others just end.
                ProcessTerminationTimeout = null,
            });
        }
        catch (Exception fault) when (!Debugging)
        {
            await error.WriteLineAsync($"palisade: a fault of its own: {fault.GetType().Name}: {fault.Message} (PALISADE_DEBUG=1 shows where)");
            return ExitCode.Fault;
        }
    }

    private static bool Debugging => Environment.GetEnvironmentVariable("PALISADE_DEBUG") is { Length: > 0 };
}
