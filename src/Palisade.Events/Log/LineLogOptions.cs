namespace Palisade.Events.Log;

/// <summary>How a log file is kept.</summary>
public sealed record LineLogOptions
{
    /// <summary>The file that lines are appended to. Older ones lie beside it as <c>FILE.1</c> (the newest of them) and so on.</summary>
    public required string Path { get; init; }

    /// <summary>Lines that wait to be written. Default 8,192; at 2 KiB each, 16 MiB.</summary>
    public int QueueLength { get; init; } = 8192;

    /// <summary>Size in bytes at which a file is put aside. Default 128 MiB; 0 means never.</summary>
    public long MaxFileBytes { get; init; } = 128L * 1024 * 1024;

    /// <summary>Files kept besides the current one. Default 8; 0 deletes a full file at once.</summary>
    public int KeptFiles { get; init; } = 8;

    /// <summary>Wait after a failure to write, doubled with each further one up to <see cref="LongestRetry"/>. Default 100 ms.</summary>
    public TimeSpan FirstRetry { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The longest wait between two attempts to write. Default 5 s.</summary>
    public TimeSpan LongestRetry { get; init; } = TimeSpan.FromSeconds(5);
}

/// <summary>What a log has to say about itself, never through itself.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Text">In words, with the file's name.</param>
/// <param name="Lost">Lines lost so far.</param>
public sealed record LogTrouble(LogTroubleKind Kind, string Text, long Lost);

/// <summary>Kinds of <see cref="LogTrouble"/>.</summary>
public enum LogTroubleKind
{
    /// <summary>The file cannot be written; lines wait, attempts go on.</summary>
    CannotWrite,

    /// <summary>The file can be written again.</summary>
    WritesAgain,

    /// <summary>Lines were lost because too many waited. Reported at most once for each batch written or attempt failed.</summary>
    Lost,
}
