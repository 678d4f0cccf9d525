namespace Palisade.Bench.Fleet.Poison;

/// <summary>What a poison may take.</summary>
internal sealed record Bounds
{
    /// <summary>Until refusals are told.</summary>
    public TimeSpan Told { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Until another tenant's change, made right after it, is live everywhere.</summary>
    public TimeSpan OthersChange { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Until every gateway is done with it.</summary>
    public TimeSpan Done { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Processor time of one process.</summary>
    public TimeSpan ProcessorTime { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Bytes by which the peak of one process's memory may rise.</summary>
    public long Memory { get; init; } = 768L << 20;

    /// <summary>The same for a machine that does other things too: times are six times as long.</summary>
    public static Bounds Busy { get; } = new() { Told = TimeSpan.FromSeconds(12), OthersChange = TimeSpan.FromSeconds(30), Done = TimeSpan.FromSeconds(120), ProcessorTime = TimeSpan.FromSeconds(60) };
}
