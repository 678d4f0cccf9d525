using Microsoft.Extensions.Logging;

namespace Palisade.Gateway.Record.Probes;

/// <summary>The last 3,000 results of the health monitor: every further one takes the place of the oldest.</summary>
internal sealed partial class ProbeLog : IDisposable
{
    /// <summary>How many are kept.</summary>
    public const int Most = 3000;

    private readonly Lock _writing = new();
    private readonly ProbeEntry?[] _entries = new ProbeEntry?[Most];
    private readonly ILogger _log;
    private string? _path;
    private ProbeFile? _file;
    private long _last;

    /// <summary>Goes on where the file ends. A file that cannot be used is told of; the log is then in memory alone.</summary>
    /// <param name="path">Null for memory alone.</param>
    public ProbeLog(string? path, ILogger<ProbeLog> log)
    {
        (_path, _log) = (path, log);
        // Without entries there is no file: who monitors nothing finds nothing in the folder.
        if (File.Exists(path)) Open();
    }

    /// <summary>Whether entries survive a restart.</summary>
    public bool IsOnDisk
    {
        get
        {
            lock (_writing) return _path is not null;
        }
    }

    /// <summary>Keeps an entry, which gets its number here.</summary>
    public void Add(ProbeEntry entry)
    {
        lock (_writing)
        {
            var numbered = entry with { Sequence = ++_last };
            _entries[_last % Most] = numbered;
            if (_file is null && _path is not null) Open();
            try
            {
                _file?.Write(numbered);
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                // A disk that is full now may never be free again: the monitor goes on without it.
                Log.NotWritten(_log, fault.Message);
                _file?.Dispose();
                (_file, _path) = (null, null);
            }
        }
    }

    /// <summary>Those that are kept, the newest first.</summary>
    public IReadOnlyList<ProbeEntry> Newest()
    {
        lock (_writing)
        {
            var all = new List<ProbeEntry>(Most);
            for (var sequence = _last; sequence > 0 && sequence > _last - Most; sequence--)
            {
                if (_entries[sequence % Most] is { } entry && entry.Sequence == sequence) all.Add(entry);
            }

            return all;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_writing) _file?.Dispose();
    }

    private void Open()
    {
        try
        {
            _file = ProbeFile.Open(_path!, out var found);
            foreach (var entry in found) _entries[entry.Sequence % Most] = entry;
            if (found.Count > 0) _last = Math.Max(_last, found[^1].Sequence);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            Log.NoFile(_log, _path!, fault.Message);
            _path = null;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(5011, LogLevel.Warning, "The health monitor's log is in memory alone and ends with this process: '{Path}' cannot be used: {Reason}")]
        public static partial void NoFile(ILogger logger, string path, string reason);

        [LoggerMessage(5012, LogLevel.Warning, "The health monitor's log is in memory alone from now on: {Reason}")]
        public static partial void NotWritten(ILogger logger, string reason);
    }
}
