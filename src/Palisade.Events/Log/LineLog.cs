using System.Buffers;
using System.Threading.Channels;

namespace Palisade.Events.Log;

/// <summary>
/// Lines from many requests into one file, by one writer. Nobody waits for it: when more lines wait than fit, a line is
/// lost, counted and reported. A line is on its way to the file as soon as it is taken; nothing is held back to be
/// written later.
/// </summary>
/// <typeparam name="T">What a line is made of; made into text by the writer, not by the request.</typeparam>
public sealed class LineLog<T> : IAsyncDisposable
{
    // One write for many lines under load; small enough that a batch that cannot be written is small change.
    private const int BatchBytes = 256 * 1024;

    // FullMode.Wait: only with it does TryWrite answer false when full.
    private readonly Channel<T> _queue;
    private readonly LineLogOptions _options;
    private readonly Action<T, IBufferWriter<byte>> _format;
    private readonly Action<LogTrouble> _report;
    private readonly TimeProvider _clock;
    private readonly CancellationTokenSource _giveUp = new();
    private readonly Task _writer;
    private long _lost;
    private long _written;
    private long _reportedLost;

    /// <summary>Starts the writer. The file is opened with the first line.</summary>
    /// <param name="format">Writes one line with its line end. Called by the writer only.</param>
    /// <param name="report">Receives trouble. Called by the writer only; must not throw.</param>
    public LineLog(LineLogOptions options, Action<T, IBufferWriter<byte>> format, Action<LogTrouble> report, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(options);
        (_options, _format, _report, _clock) = (options, format, report, clock);
        _queue = Channel.CreateBounded<T>(new BoundedChannelOptions(options.QueueLength) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });
        _writer = Task.Run(WriteAllAsync);
    }

    /// <summary>Lines lost: because too many waited, or because the log was closed while its file could not be written.</summary>
    public long Lost => Interlocked.Read(ref _lost);

    /// <summary>Lines written.</summary>
    public long Written => Interlocked.Read(ref _written);

    /// <summary>Hands over one line. Never waits.</summary>
    /// <returns>False when the line is lost.</returns>
    public bool Post(T line)
    {
        if (_queue.Writer.TryWrite(line)) return true;
        Interlocked.Increment(ref _lost);
        return false;
    }

    /// <summary>Writes what waits and closes the file. A file that cannot be written is tried once more, then what waits is lost.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _giveUp.CancelAsync();
        await _writer;
        _giveUp.Dispose();
    }

    private async Task WriteAllAsync()
    {
        using var file = new RotatingFile(_options.Path, _options.MaxFileBytes, _options.KeptFiles);
        var batch = new ArrayBufferWriter<byte>(BatchBytes);
        var single = new ArrayBufferWriter<byte>();
        while (await _queue.Reader.WaitToReadAsync())
        {
            var lines = 0;
            while (batch.WrittenCount < BatchBytes && _queue.Reader.TryRead(out var line))
            {
                if (TryFormat(line, single)) lines++;
                batch.Write(single.WrittenSpan);
            }

            if (await WriteAsync(file, batch.WrittenMemory)) Interlocked.Add(ref _written, lines);
            else Interlocked.Add(ref _lost, lines);
            batch.ResetWrittenCount();
            ReportLost();
        }
    }

    /// <summary>A line that cannot be made into text is a bug of ours; it costs this line and not the log.</summary>
    private bool TryFormat(T line, ArrayBufferWriter<byte> output)
    {
        output.ResetWrittenCount();
        try
        {
            _format(line, output);
            return true;
        }
        catch (Exception fault)
        {
            output.ResetWrittenCount();
            Interlocked.Increment(ref _lost);
            _report(new(LogTroubleKind.Lost, $"A line for {_options.Path} cannot be written as text: {fault.Message}", Lost));
            return false;
        }
    }

    /// <summary>Writes one batch, however often it takes. False when the log is closed before that.</summary>
    private async Task<bool> WriteAsync(RotatingFile file, ReadOnlyMemory<byte> batch)
    {
        var wait = _options.FirstRetry;
        for (var failed = false; ; failed = true)
        {
            var fault = file.TryAppend(batch.Span);
            if (fault is null)
            {
                if (failed) _report(new(LogTroubleKind.WritesAgain, $"{_options.Path} is written again.", Lost));
                return true;
            }

            if (!failed) _report(new(LogTroubleKind.CannotWrite, $"{_options.Path} cannot be written: {fault}", Lost));
            ReportLost();
            if (_giveUp.IsCancellationRequested) return false;
            await Task.Delay(wait, _clock, _giveUp.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            wait = wait * 2 < _options.LongestRetry ? wait * 2 : _options.LongestRetry;
        }
    }

    private void ReportLost()
    {
        var lost = Lost;
        if (lost == _reportedLost) return;
        _report(new(LogTroubleKind.Lost, $"{lost - _reportedLost} lines for {_options.Path} were lost.", lost));
        _reportedLost = lost;
    }
}
