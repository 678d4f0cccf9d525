using Palisade.Events.Filters;
using Palisade.Events.Log;

namespace Palisade.Events.Tests.Log;

public sealed class EventFileTests
{
    [Fact]
    public async Task A_missing_file_is_an_empty_one()
    {
        using var folder = new TemporaryFolder();
        Assert.Empty(await EventLogTests.Collect(new EventFile(folder.File("none"), TimeProvider.System).Read(EventFilter.All, follow: false)));
    }

    [Fact]
    public async Task A_filter_chooses_and_the_last_ones_can_be_had()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("events.jsonl");
        await EventLogTests.Fill(path, 0, 50);
        var file = new EventFile(path, TimeProvider.System);
        var filter = EventFilter.Parse("id=001*", TimeProvider.System).Filter!;
        Assert.Equal(EventLogTests.Ids(10, 10), await EventLogTests.Collect(file.Read(filter, follow: false)));
        Assert.Equal(EventLogTests.Ids(17, 3), await EventLogTests.Collect(file.Tail(3, filter, follow: false)));
        Assert.Empty(await EventLogTests.Collect(file.Tail(0, filter, follow: false)));
    }

    [Fact]
    public async Task A_last_line_without_end_is_read_when_it_is_whole_and_left_when_not()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("events.jsonl");
        var whole = Some.Json(Some.Event("a")) + Some.Json(Some.Event("b")).TrimEnd();
        var file = new EventFile(path, TimeProvider.System);
        await File.WriteAllTextAsync(path, whole);
        Assert.Equal(["a", "b"], await EventLogTests.Collect(file.Read(EventFilter.All, follow: false)));
        await File.WriteAllTextAsync(path, whole[..^5]);
        Assert.Equal(["a"], await EventLogTests.Collect(file.Read(EventFilter.All, follow: false)));
    }

    [Fact]
    public void A_cursor_reads_every_line_once_at_every_cut_of_the_writing()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("lines");
        const string text = "one\n\ntwo\nthree\n";
        for (var cut = 0; cut <= text.Length; cut++)
        {
            File.WriteAllText(path, text[..cut]);
            using var cursor = new LogCursor(path);
            var lines = ReadAll(cursor);
            File.AppendAllText(path, text[cut..]);
            lines.AddRange(ReadAll(cursor));
            Assert.Equal(["one", "", "two", "three"], lines);
        }
    }

    [Fact]
    public void A_cursor_survives_every_kind_of_rotation_between_its_looks()
    {
        for (var seed = 0; seed < 40; seed++)
        {
            using var folder = new TemporaryFolder();
            var random = new Random(seed);
            var path = folder.File("lines");
            using var writer = new RotatingFile(path, 60, kept: 1000);
            using var cursor = new LogCursor(path);
            var lines = new List<string>();
            for (var i = 0; i < 40; i++)
            {
                Assert.Null(writer.TryAppend(Some.Bytes($"line {i:000}{new string('.', random.Next(20))}\n")));
                if (random.Next(6) == 0) lines.AddRange(ReadAll(cursor));
            }

            lines.AddRange(ReadAll(cursor));
            Assert.Equal(Enumerable.Range(0, 40).Select(i => $"line {i:000}"), lines.Select(l => l[..8]));
        }
    }

    [Fact]
    public void A_cursor_goes_on_with_what_is_left_when_its_file_fell_off_the_end()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("lines");
        using var writer = new RotatingFile(path, 10, kept: 2);
        using var cursor = new LogCursor(path);
        writer.TryAppend("line 0000\n"u8);
        Assert.Equal(["line 0000"], ReadAll(cursor));
        for (var i = 1; i < 10; i++) writer.TryAppend(Some.Bytes($"line {i:0000}\n"));
        Assert.Equal(["line 0007", "line 0008", "line 0009"], ReadAll(cursor));
    }

    [Fact]
    public void A_cursor_starts_again_when_the_file_is_emptied()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("lines");
        File.WriteAllText(path, "one\ntwo\nhalf");
        using var cursor = new LogCursor(path);
        Assert.Equal(["one", "two"], ReadAll(cursor));
        File.WriteAllText(path, "");
        Assert.Empty(ReadAll(cursor));
        File.AppendAllText(path, "three\n");
        Assert.Equal(["three"], ReadAll(cursor));
    }

    [Fact]
    public void A_cursor_waits_for_a_file_that_is_not_there_yet()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("lines");
        using var cursor = new LogCursor(path);
        Assert.Empty(ReadAll(cursor));
        File.WriteAllText(path, "");
        Assert.Empty(ReadAll(cursor));
        File.AppendAllText(path, "one\n");
        Assert.Equal(["one"], ReadAll(cursor));
    }

    [Fact]
    public async Task Following_sees_every_event_of_a_log_that_rotates_under_it()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("events.jsonl");
        using var stop = new CancellationTokenSource();
        var seen = new List<string>();
        var following = Task.Run(async () =>
        {
            await foreach (var read in new EventFile(path, TimeProvider.System).Tail(0, EventFilter.All, follow: true, stop.Token))
            {
                seen.Add(read.Id);
                if (seen.Count == 300) return;
            }
        });
        // Events from before the look at the end are not asked for: the first one posted after it decides that it has begun.
        var options = new LineLogOptions { Path = path, MaxFileBytes = 3_000, KeptFiles = 1_000 };
        await Task.Delay(300);
        for (var i = 0; i < 300; i += 30) await EventLogTests.Fill(path, i, 30, options);
        await following.WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Equal(EventLogTests.Ids(0, 300), seen);
    }

    private static List<string> ReadAll(LogCursor cursor)
    {
        var lines = new List<string>();
        while (cursor.TryRead(out var line)) lines.Add(System.Text.Encoding.ASCII.GetString(line.Span));
        return lines;
    }
}
