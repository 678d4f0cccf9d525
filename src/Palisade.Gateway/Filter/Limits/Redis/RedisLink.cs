using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace Palisade.Gateway.Filter.Limits.Redis;

/// <summary>A script at a Redis that may come and go: connects in the background, again and again, and says whether it is worth asking.</summary>
internal sealed partial class RedisLink : IAsyncDisposable
{
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _stop = new();
    private readonly RedisAddress _address;
    private readonly string _script;
    private readonly TimeSpan _patience;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly Task _keeping;
    private RedisSession? _session;
    private string _hash = "";

    /// <summary>Begins to connect.</summary>
    /// <param name="patience">How long a call waits for its reply.</param>
    public RedisLink(RedisAddress address, string script, TimeSpan patience, TimeProvider clock, ILogger log)
    {
        (_address, _script, _patience, _clock, _log) = (address, script, patience, clock, log);
        _keeping = Task.Run(KeepAsync);
    }

    /// <summary>Whether a call would be sent, and answered soon as far as is known.</summary>
    public bool IsReady => Volatile.Read(ref _session) is { IsPrompt: true };

    /// <summary>Runs the script; null when there is no answer in time.</summary>
    public async ValueTask<long[]?> EvaluateAsync(string key, params string[] arguments)
    {
        if (Volatile.Read(ref _session) is not { IsPrompt: true } session) return null;

        var reply = await session.SendAsync(RedisProtocol.Command(["EVALSHA", _hash, "1", key, .. arguments]));
        if (reply is not { IsError: true } error) return reply?.Numbers;

        Log.Refused(_log, error.Text);
        // The server has forgotten the script, as it does when it is restarted behind a proxy: the next session loads it again.
        if (error.Text?.StartsWith("NOSCRIPT", StringComparison.Ordinal) is true) _ = LoadAgainAsync(session);
        return null;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _keeping;
        _stop.Dispose();
    }

    private async Task KeepAsync()
    {
        var pause = ShortestPause;
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await ServeAsync(() => pause = ShortestPause);
            }
            catch (Exception fault) when (fault is IOException or SocketException or InvalidDataException or TimeoutException or OperationCanceledException)
            {
                if (!_stop.IsCancellationRequested) Log.Away(_log, _address.Host, _address.Port, fault.Message);
            }

            Volatile.Write(ref _session, null);
            await Task.Delay(pause, _clock, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, LongestPause.Ticks));
        }
    }

    private async Task ServeAsync(Action ready)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using (var limit = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token))
        {
            limit.CancelAfter(ConnectLimit);
            await socket.ConnectAsync(_address.Host, _address.Port, limit.Token);
        }

        await using var stream = new NetworkStream(socket);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        var session = new RedisSession(stream, _patience, _clock);
        var serving = session.RunAsync(end.Token);
        try
        {
            await GreetAsync(session);
            Volatile.Write(ref _session, session);
            ready();
            Log.There(_log, _address.Host, _address.Port);
            await serving;
        }
        finally
        {
            await end.CancelAsync();
            await serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task GreetAsync(RedisSession session)
    {
        if (_address.Password is { } password) await AskAsync(session, _address.User is { } user ? ["AUTH", user, password] : ["AUTH", password]);
        if (_address.Database != 0) await AskAsync(session, ["SELECT", _address.Database.ToString()]);
        await LoadAsync(session);
    }

    private async Task LoadAgainAsync(RedisSession session)
    {
        try
        {
            await LoadAsync(session);
        }
        catch (Exception fault) when (fault is InvalidDataException or TimeoutException)
        {
            Log.Refused(_log, fault.Message);
        }
    }

    private async Task LoadAsync(RedisSession session) => _hash = await AskAsync(session, ["SCRIPT", "LOAD", _script]) ?? "";

    private static async Task<string?> AskAsync(RedisSession session, string[] words)
    {
        var reply = await session.SendAsync(RedisProtocol.Command(words), ConnectLimit);
        if (reply is { IsError: true } error) throw new InvalidDataException($"{words[0]} was refused: {error.Text}");
        return reply is { } answer ? answer.Text : throw new TimeoutException($"{words[0]} was not answered.");
    }

    private static partial class Log
    {
        [LoggerMessage(2201, LogLevel.Information, "The store of rates at {Host}:{Port} answers; gateways count together.")]
        public static partial void There(ILogger logger, string host, int port);

        [LoggerMessage(2202, LogLevel.Warning, "The store of rates at {Host}:{Port} does not answer ({Reason}); this gateway counts alone.")]
        public static partial void Away(ILogger logger, string host, int port, string reason);

        [LoggerMessage(2203, LogLevel.Warning, "The store of rates refused a request ({Reason}); it was counted here alone.")]
        public static partial void Refused(ILogger logger, string? reason);
    }
}
