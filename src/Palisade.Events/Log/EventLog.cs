using Palisade.Events.Format;

namespace Palisade.Events.Log;

/// <summary>The log of security events: one file of JSON lines.</summary>
public sealed class EventLog : IAsyncDisposable
{
    private readonly LineLog<SecurityEvent> _lines;

    /// <summary>Starts the writer. The file is opened with the first event.</summary>
    /// <param name="report">Receives trouble with the file. Called from the writer; must not throw.</param>
    public EventLog(LineLogOptions options, Action<LogTrouble> report, TimeProvider clock) =>
        _lines = new LineLog<SecurityEvent>(options, EventJson.Write, report, clock);

    /// <summary>Events lost.</summary>
    public long Lost => _lines.Lost;

    /// <summary>Events written.</summary>
    public long Written => _lines.Written;

    /// <summary>Hands over one event. Never waits.</summary>
    /// <returns>False when the event is lost, because too many wait.</returns>
    public bool Post(SecurityEvent what) => _lines.Post(what);

    /// <summary>Writes what waits and closes the file.</summary>
    public ValueTask DisposeAsync() => _lines.DisposeAsync();
}
