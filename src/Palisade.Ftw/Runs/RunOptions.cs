using Palisade.Ftw.Model;
using Palisade.Ftw.Patterns;
using Palisade.Ftw.Transport;

namespace Palisade.Ftw.Runs;

/// <summary>What is run and where.</summary>
public sealed record RunOptions
{
    /// <summary>Where all requests go, whatever the tests say; null leaves it to each test.</summary>
    public Destination? Destination { get; init; }

    /// <summary>Only tests whose name matches are run; it wins over <see cref="Exclude"/>.</summary>
    public GoPattern? Include { get; init; }

    /// <summary>Tests whose name matches are skipped.</summary>
    public GoPattern? Exclude { get; init; }

    /// <summary>Changed expectations.</summary>
    public Overrides Overrides { get; init; } = Overrides.None;

    /// <summary>Tests at the same time, where the source of findings allows it. 1 or more; default the number of cores.</summary>
    public int Jobs { get; init; } = Environment.ProcessorCount;
}
