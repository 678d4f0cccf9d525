using System.Runtime.InteropServices;

namespace Palisade.Cli.Terminal;

/// <summary>
/// SIGINT and SIGTERM as a request to finish; a second one ends the process at once, as if nobody had listened.
/// SIGHUP is handed to whoever wants it and otherwise ends the process, as is usual.
/// </summary>
internal sealed class Signals : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly List<PosixSignalRegistration> _registrations = [];

    public Signals(Action? hangup = null)
    {
        _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, Finish));
        _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, Finish));
        if (hangup is not null) _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGHUP, c => { c.Cancel = true; hangup(); }));
    }

    /// <summary>Cancelled when the process is asked to finish.</summary>
    public CancellationToken Stop => _stop.Token;

    /// <summary>Waits until the process is asked to finish.</summary>
    public async Task WaitAsync()
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = Stop.Register(() => asked.TrySetResult());
        await asked.Task;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var registration in _registrations) registration.Dispose();
        _stop.Dispose();
    }

    private void Finish(PosixSignalContext context)
    {
        if (_stop.IsCancellationRequested) return;
        context.Cancel = true;
        // Not here: continuations would run on the thread that takes the next signal.
        _ = _stop.CancelAsync();
    }
}
