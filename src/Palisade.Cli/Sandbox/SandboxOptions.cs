using System.CommandLine;

namespace Palisade.Cli.Sandbox;

/// <summary>The options that make a sandbox of a gateway.</summary>
internal sealed class SandboxOptions
{
    private readonly Option<bool> _sandbox = new("--sandbox") { Description = "Serve nobody: try each snapshot in a process of its own and tell the manager whether gateways may have it." };
    private readonly Option<string?> _samples = new("--samples") { HelpName = "DIR", Description = "With --sandbox: requests of yours (*.http, one a file, as sent) that changed sites are asked with too." };
    private readonly Option<int> _limit = new("--sandbox-limit") { HelpName = "SECONDS", Description = "With --sandbox: a snapshot that takes longer is refused. 1 to 600.", DefaultValueFactory = _ => 10 };
    private readonly Option<int> _memory = new("--sandbox-memory") { HelpName = "MIB", Description = "With --sandbox: memory that trying may take; more is refused. 256 to 1048576.", DefaultValueFactory = _ => 2048 };

    /// <summary>Every option, in the order of the help.</summary>
    public IEnumerable<Option> All => [_sandbox, _samples, _limit, _memory];

    /// <summary>Whether it is to be one.</summary>
    public bool IsWanted(ParseResult parsed) => parsed.GetValue(_sandbox);

    /// <summary>The folder of recorded requests; null for none.</summary>
    public string? Samples(ParseResult parsed) => parsed.GetValue(_samples) is { } folder ? Path.GetFullPath(folder) : null;

    /// <summary>The limits, and every fault in them.</summary>
    public SandboxLimits Read(ParseResult parsed, List<string> faults)
    {
        var (limit, memory) = (parsed.GetValue(_limit), parsed.GetValue(_memory));
        if (limit is < 1 or > 600) faults.Add("--sandbox-limit: it is 1 to 600 seconds");
        if (memory is < 256 or > 1_048_576) faults.Add("--sandbox-memory: it is 256 to 1048576 MiB");
        if (Samples(parsed) is { } folder && !Directory.Exists(folder)) faults.Add($"--samples: there is no folder '{folder}'");
        if (Samples(parsed) is not null && !IsWanted(parsed)) faults.Add("--samples: goes with --sandbox");
        return new() { Time = TimeSpan.FromSeconds(limit), MostBytes = (long)memory << 20 };
    }
}
