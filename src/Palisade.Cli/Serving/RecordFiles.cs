using Palisade.Cli.Terminal;
using Palisade.Configuration;
using Palisade.Events.Log;
using Palisade.Gateway;

namespace Palisade.Cli.Serving;

/// <summary>The files that a gateway's events and access lines go to. What was posted before the end is written before the end.</summary>
internal sealed class RecordFiles : IAsyncDisposable
{
    private readonly Events.Log.EventLog? _events;
    private readonly AccessLog? _access;

    /// <summary>Makes the folders; the files are opened with the first line.</summary>
    /// <exception cref="IOException">A folder cannot be made.</exception>
    public RecordFiles(GatewayConfig config, Screen screen, TimeProvider clock)
    {
        void Report(LogTrouble trouble) => screen.Note(trouble.Text);
        if (config.Events is { } events) _events = new(Options(events), Report, clock);
        if (config.AccessLog is { } access) _access = new(Options(access), Report, clock);
    }

    /// <summary>Null where no events are kept.</summary>
    public EventSink? Events => _events is { } log ? log.Post : null;

    /// <summary>Null where no access lines are kept.</summary>
    public AccessSink? Access => _access is { } log ? log.Post : null;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_events is not null) await _events.DisposeAsync();
        if (_access is not null) await _access.DisposeAsync();
    }

    private static LineLogOptions Options(string path)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder) Directory.CreateDirectory(folder);
        return new() { Path = path };
    }
}
