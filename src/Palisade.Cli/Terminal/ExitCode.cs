using System.Data.Common;
using System.Net.Sockets;

namespace Palisade.Cli.Terminal;

/// <summary>What the process ends with; a contract with scripts, shown by <c>palisade --help</c>.</summary>
internal static class ExitCode
{
    /// <summary>Done; or stopped as asked by SIGTERM or SIGINT.</summary>
    public const int Done = 0;

    /// <summary>Done, and what was examined has faults.</summary>
    public const int Findings = 1;

    /// <summary>The command line is wrong.</summary>
    public const int Usage = 2;

    /// <summary>What the command line names is wrong: a file, a folder, a rule, a setting.</summary>
    public const int Configuration = 3;

    /// <summary>Could not start: a port in use, a permission missing.</summary>
    public const int CannotStart = 4;

    /// <summary>The manager does not allow it, or somebody else was faster.</summary>
    public const int Refused = 5;

    /// <summary>The manager cannot be reached, or cannot answer now.</summary>
    public const int Unreachable = 6;

    /// <summary>A fault of ours (<c>EX_SOFTWARE</c> of sysexits.h).</summary>
    public const int Fault = 70;

    /// <summary>The code of what kept a server from starting: the port, or what the command line names.</summary>
    public static int OfStart(Exception fault) => fault is not DbException && IsOfThePort(fault) ? CannotStart : Configuration;

    private static bool IsOfThePort(Exception? fault) => fault is not null && (fault is SocketException || IsOfThePort(fault.InnerException));
}
