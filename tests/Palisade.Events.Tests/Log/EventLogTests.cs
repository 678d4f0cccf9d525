using Palisade.Events.Filters;
using Palisade.Events.Log;

namespace Palisade.Events.Tests.Log;

public sealed class EventLogTests
{
    [Fact]
    public async Task Events_are_appended_in_order_and_read_back()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("deep/events.jsonl");
        await Fill(path, 0, 100);
        await Fill(path, 100, 50);
        Assert.Equal(Ids(0, 150), await Read(path));
    }

    [Fact]
    public async Task An_event_is_in_the_file_within_200_ms_of_a_quiet_log()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("events.jsonl");
        await using var log = new EventLog(new LineLogOptions { Path = path }, _ => { }, TimeProvider.System);
        var started = TimeProvider.System.GetTimestamp();
        log.Post(Some.Event("first"));
        while (log.Written == 0) await Task.Delay(5);
        Assert.Equal(["first"], await Read(path));
        // Far below 200 ms on an idle machine; the limit leaves room for a busy one.
        Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task A_full_file_is_put_aside_and_only_so_many_are_kept()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("events.jsonl");
        var line = Some.Json(Some.Event("0000")).Length;
        for (var i = 0; i < 10; i++) await Fill(path, i, 1, new LineLogOptions { Path = path, MaxFileBytes = 2 * line, KeptFiles = 2 });
        Assert.True(File.Exists(path + ".1"));
        Assert.True(File.Exists(path + ".2"));
        Assert.False(File.Exists(path + ".3"));
        Assert.Equal(Ids(4, 6), await Read(path));
    }

    [Fact]
    public async Task A_full_queue_loses_events_and_counts_and_reports_them()
    {
        using var folder = new TemporaryFolder();
        var trouble = new List<LogTrouble>();
        // The file cannot be written, so the queue stays full.
        Directory.CreateDirectory(folder.File("events.jsonl"));
        var log = new EventLog(new LineLogOptions { Path = folder.File("events.jsonl"), QueueLength = 10 }, trouble.Add, TimeProvider.System);
        var refused = 0;
        for (var i = 0; i < 10_000; i++)
        {
            if (!log.Post(Some.Event())) refused++;
        }

        Assert.InRange(refused, 1, 9_990);
        await log.DisposeAsync();
        Assert.Equal(10_000, log.Lost);
        Assert.Equal(0, log.Written);
        Assert.Contains(trouble, t => t.Kind == LogTroubleKind.CannotWrite);
        Assert.Contains(trouble, t => t is { Kind: LogTroubleKind.Lost, Lost: 10_000 });
    }

    [Fact]
    public async Task A_file_that_can_be_written_again_gets_what_waited()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("events.jsonl");
        Directory.CreateDirectory(path);
        var failed = new TaskCompletionSource();
        var again = new TaskCompletionSource();
        await using var log = new EventLog(
            new LineLogOptions { Path = path, FirstRetry = TimeSpan.FromMilliseconds(5), LongestRetry = TimeSpan.FromMilliseconds(10) },
            t => (t.Kind == LogTroubleKind.CannotWrite ? failed : again).TrySetResult(),
            TimeProvider.System);
        log.Post(Some.Event("a"));
        log.Post(Some.Event("b"));
        await failed.Task;
        Directory.Delete(path);
        await again.Task;
        while (log.Written < 2) await Task.Delay(5);
        Assert.Equal(["a", "b"], await Read(path));
        Assert.Equal(0, log.Lost);
    }

    [Fact]
    public async Task Half_a_line_of_a_killed_process_damages_no_other()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("events.jsonl");
        await File.WriteAllTextAsync(path, Some.Json(Some.Event("0000")) + """{"schema":"palisade.ev""");
        await Fill(path, 1, 1);
        var file = new EventFile(path, TimeProvider.System);
        Assert.Equal(Ids(0, 2), await Collect(file.Read(EventFilter.All, follow: false)));
        Assert.Equal(1, file.SkippedLines);
    }

    [Fact]
    public async Task A_file_that_was_deleted_is_started_again()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("events.jsonl");
        await using var log = new EventLog(new LineLogOptions { Path = path }, _ => { }, TimeProvider.System);
        log.Post(Some.Event("a"));
        while (log.Written < 1) await Task.Delay(5);
        File.Delete(path);
        log.Post(Some.Event("b"));
        while (log.Written < 2) await Task.Delay(5);
        Assert.Equal(["b"], await Read(path));
    }

    [Fact]
    public async Task A_file_that_was_emptied_is_written_from_its_start()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("events.jsonl");
        await using var log = new EventLog(new LineLogOptions { Path = path }, _ => { }, TimeProvider.System);
        log.Post(Some.Event("a"));
        while (log.Written < 1) await Task.Delay(5);
        await File.WriteAllTextAsync(path, "");
        log.Post(Some.Event("b"));
        while (log.Written < 2) await Task.Delay(5);
        Assert.Equal(Some.Json(Some.Event("b")), await File.ReadAllTextAsync(path));
    }

    [Fact]
    public async Task Many_requests_post_at_once_and_nothing_is_mixed_up()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("events.jsonl");
        await using (var log = new EventLog(new LineLogOptions { Path = path, MaxFileBytes = 200_000, KeptFiles = 100 }, _ => { }, TimeProvider.System))
            await Task.WhenAll(Enumerable.Range(0, 4).Select(t => Task.Run(() => { for (var i = 0; i < 1_000; i++) log.Post(Some.Event($"{t}-{i}")); })));
        var ids = await Read(path);
        Assert.Equal(4_000, ids.Distinct(StringComparer.Ordinal).Count());
        for (var t = 0; t < 4; t++) Assert.Equal(Enumerable.Range(0, 1_000).Select(i => $"{t}-{i}"), ids.Where(i => i.StartsWith($"{t}-", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Access_lines_are_written_the_same_way()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("access.log");
        var line = new AccessLogLine { Client = "::1", Time = Some.Time, Method = "GET", Target = "/\u00e9", Protocol = "HTTP/2.0", Status = 200, Bytes = 1, Id = "x" };
        await using (var log = new AccessLog(new LineLogOptions { Path = path }, _ => { }, TimeProvider.System)) log.Post(line);
        Assert.Equal(line + "\n", await File.ReadAllTextAsync(path));
    }

    internal static async Task Fill(string path, int from, int count, LineLogOptions? options = null)
    {
        await using var log = new EventLog(options ?? new LineLogOptions { Path = path }, _ => { }, TimeProvider.System);
        for (var i = from; i < from + count; i++) Assert.True(log.Post(Some.Event($"{i:0000}")));
    }

    internal static IEnumerable<string> Ids(int from, int count) => Enumerable.Range(from, count).Select(i => $"{i:0000}");

    internal static async Task<List<string>> Collect(IAsyncEnumerable<SecurityEvent> events)
    {
        var ids = new List<string>();
        await foreach (var read in events) ids.Add(read.Id);
        return ids;
    }

    private static Task<List<string>> Read(string path) => Collect(new EventFile(path, TimeProvider.System).Read(EventFilter.All, follow: false));
}
