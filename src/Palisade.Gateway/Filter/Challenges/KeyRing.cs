using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Palisade.Gateway.Filter.Challenges;

/// <summary>
/// The keys in force: the first signs, all of them verify. Kept in a file that gateways may share, one key a line, newest first
/// (<c>BASE64 [when it was made]</c>), or in memory. A key of our own making is replaced when it is old; the one before it stays.
/// </summary>
internal sealed partial class KeyRing(string? file, TimeProvider clock, ILogger log)
{
    private const int MostKeys = 8;
    private const int KeptAfterChange = 2;
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(30);

    private readonly Lock _change = new();
    private SigningKey[] _keys = [];
    private long _lookedAt;
    private DateTimeOffset _written;

    /// <summary>The key that signs.</summary>
    /// <param name="oldest">How old it may be.</param>
    public SigningKey Current(TimeSpan oldest)
    {
        var keys = Keys();
        if (keys is [var first, ..] && !IsOld(first, oldest)) return first;
        lock (_change)
        {
            if (_keys is [var now, ..] && !IsOld(now, oldest)) return now;
            _keys = [SigningKey.New(clock.GetUtcNow()), .. _keys.Take(KeptAfterChange - 1)];
            Write();
            return _keys[0];
        }
    }

    /// <summary>The key of a signature; null for one that is not, or no longer, known.</summary>
    public SigningKey? Find(uint id)
    {
        foreach (var key in Keys())
        {
            if (key.Id == id) return key;
        }

        return null;
    }

    private bool IsOld(SigningKey key, TimeSpan oldest) => key.Made is { } made && clock.GetUtcNow() - made > oldest;

    /// <summary>The keys, read again where another gateway or the operator changed the file.</summary>
    private SigningKey[] Keys()
    {
        var keys = Volatile.Read(ref _keys);
        if (keys.Length > 0 && (file is null || clock.GetElapsedTime(Volatile.Read(ref _lookedAt)) < LookEvery)) return keys;
        lock (_change)
        {
            if (_keys.Length > 0 && clock.GetElapsedTime(_lookedAt) < LookEvery) return _keys;
            Volatile.Write(ref _lookedAt, clock.GetTimestamp());
            Read();
            return _keys;
        }
    }

    private void Read()
    {
        if (file is null) return;
        try
        {
            var written = new FileInfo(file) is { Exists: true } info ? new DateTimeOffset(info.LastWriteTimeUtc) : default;
            if (written == default || written == _written) return;
            var keys = File.ReadLines(file).Take(MostKeys).Select(Key).OfType<SigningKey>().ToArray();
            if (keys.Length == 0) Log.NoKeys(log, file);
            else (_keys, _written) = (keys, written);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Log.NotRead(log, file, e.Message);
        }
    }

    private static SigningKey? Key(string line)
    {
        var parts = line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (parts.Length is 0 or > 2) return null;
        var secret = new byte[parts[0].Length];
        if (!Convert.TryFromBase64String(parts[0], secret, out var length) || length < SigningKey.LeastBytes) return null;
        var made = parts.Length == 2 && DateTimeOffset.TryParse(parts[1], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : (DateTimeOffset?)null;
        return new(secret[..length], made);
    }

    // What cannot be written lives in memory: the site goes on, and says so.
    private void Write()
    {
        if (file is null) return;
        try
        {
            if (Path.GetDirectoryName(Path.GetFullPath(file)) is { Length: > 0 } folder) Directory.CreateDirectory(folder);
            var beside = $"{file}.{Environment.ProcessId}.new";
            var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using (var writer = new StreamWriter(beside, options))
            {
                foreach (var key in _keys) writer.WriteLine(key.Line);
            }

            File.Move(beside, file, overwrite: true);
            _written = new DateTimeOffset(File.GetLastWriteTimeUtc(file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Log.NotWritten(log, file, e.Message);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(3201, LogLevel.Warning, "There is no key in {File}, which needs a line of at least 32 bytes in Base64.")]
        public static partial void NoKeys(ILogger logger, string file);

        [LoggerMessage(3202, LogLevel.Warning, "The challenge's keys cannot be read from {File}: {Reason}")]
        public static partial void NotRead(ILogger logger, string file, string reason);

        [LoggerMessage(3203, LogLevel.Warning, "The challenge's keys cannot be written to {File}, so a restart challenges everybody again: {Reason}")]
        public static partial void NotWritten(ILogger logger, string file, string reason);
    }
}
