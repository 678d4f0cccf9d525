using System.Buffers;
using System.Text;

namespace Palisade.Events.Log;

/// <summary>The access log: one file of <see cref="AccessLogLine"/>s.</summary>
public sealed class AccessLog : IAsyncDisposable
{
    private readonly LineLog<AccessLogLine> _lines;

    /// <summary>Starts the writer. The file is opened with the first line.</summary>
    /// <param name="report">Receives trouble with the file. Called from the writer; must not throw.</param>
    public AccessLog(LineLogOptions options, Action<LogTrouble> report, TimeProvider clock) =>
        _lines = new LineLog<AccessLogLine>(options, Write, report, clock);

    /// <summary>Lines lost.</summary>
    public long Lost => _lines.Lost;

    /// <summary>Lines written.</summary>
    public long Written => _lines.Written;

    /// <summary>Hands over one line. Never waits.</summary>
    /// <returns>False when the line is lost, because too many wait.</returns>
    public bool Post(AccessLogLine line) => _lines.Post(line);

    /// <summary>Writes what waits and closes the file.</summary>
    public ValueTask DisposeAsync() => _lines.DisposeAsync();

    private static void Write(AccessLogLine line, IBufferWriter<byte> output)
    {
        Encoding.ASCII.GetBytes(line.ToString(), output);
        output.Write("\n"u8);
    }
}
