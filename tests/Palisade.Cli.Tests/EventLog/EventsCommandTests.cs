using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using Palisade.Cli.Terminal;
using Palisade.Events;
using Palisade.Events.Format;

namespace Palisade.Cli.Tests.EventLog;

public sealed class EventsCommandTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_last_events_are_listed_oldest_first_one_a_line()
    {
        var file = Write(30);

        var run = await Invocation.RunAsync("events", file);

        var lines = Lines(run.Output);
        Assert.Equal(20, lines.Length);
        Assert.EndsWith("ID010", lines[0], StringComparison.Ordinal);
        Assert.EndsWith("ID029", lines[^1], StringComparison.Ordinal);
        Assert.Contains("blocked", lines[0], StringComparison.Ordinal);
        Assert.Contains("403  GET /search?q=10  192.0.2.10  sql injection (5)", lines[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(30, "-n", "0")]
    [InlineData(3, "-n", "3")]
    [InlineData(10, "-n", "0", "client=192.0.2.0/29,192.0.2.8/31")]
    [InlineData(2, "-n", "0", "path=/search", "id=ID001,ID002")]
    [InlineData(30, "-n", "0", "message=*slips into*")]
    [InlineData(30, "-n", "0", "message=An SQL text slips into a value")]
    [InlineData(0, "action=allowed")]
    public async Task Terms_and_a_number_choose(int expected, params string[] args)
    {
        var run = await Invocation.RunAsync(["events", Write(30), .. args]);

        Assert.Equal(ExitCode.Done, run.Code);
        Assert.Equal(expected, Lines(run.Output).Length);
    }

    [Fact]
    public async Task JSON_is_what_was_written()
    {
        var file = Write(3);

        var run = await Invocation.RunAsync("events", file, "--json");

        Assert.Equal(await File.ReadAllTextAsync(file), run.Output);
    }

    [Theory]
    [InlineData("ID002")]
    [InlineData("id002")]
    public async Task One_event_is_shown_in_full(string id)
    {
        var run = await Invocation.RunAsync("events", "show", id, Write(5));

        Assert.Equal(ExitCode.Done, run.Code);
        foreach (var part in new[] { "ID002  blocked (403), mode active", "192.0.2.2", "GET /search?q=2 HTTP/1.1", "942100", "critical", "An SQL text slips into a value", "ARGS:q = 1' or", "rules/a.conf:7", "inspection 0.5 ms" })
        {
            Assert.Contains(part, run.Output, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("ID003", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_stranger_sent_cannot_reach_the_terminal()
    {
        var file = Path.Combine(_folder.FullName, "e.jsonl");
        Append(file, Event(1) with { Request = Event(1).Request with { Path = "/\e[2J\u009b31m\u202e", UserAgent = "\a" } });

        var list = await Invocation.RunAsync("events", file);
        var shown = await Invocation.RunAsync("events", "show", "ID001", file);

        Assert.DoesNotContain(list.Output + shown.Output, c => c is not '\n' && (char.IsControl(c) || c is '\u202e'));
        Assert.Contains("\\u{1B}[2J", list.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Following_shows_events_as_they_come_until_interrupted()
    {
        var file = Write(2);
        using var follow = Running.Start("events", file, "--follow", "-n", "1");
        Assert.EndsWith("ID001", await follow.ReadLineAsync(), StringComparison.Ordinal);

        Append(file, Event(77));

        Assert.EndsWith("ID077", await follow.ReadLineAsync(), StringComparison.Ordinal);
        follow.Send(PosixSignal.SIGINT);
        Assert.Equal(ExitCode.Done, await follow.ExitAsync());
    }

    [Theory]
    [InlineData(ExitCode.Configuration, "there are no events yet: /no/such/file does not exist", "/no/such/file")]
    [InlineData(ExitCode.Configuration, "there are no events yet: /no/such/file does not exist", "show", "X", "/no/such/file")]
    [InlineData(ExitCode.Usage, "one file at a time: 'a' or 'b' (a term looks like action=blocked)", "a", "b")]
    [InlineData(ExitCode.Usage, "--lines: it is 0 or more", "-n", "-1")]
    public async Task What_is_wrong_is_one_line(int code, string expected, params string[] args)
    {
        var run = await Invocation.RunAsync(["events", .. args]);

        Assert.Equal((code, $"palisade: {expected}\n"), (run.Code, run.Error));
    }

    [Fact]
    public async Task A_term_that_is_wrong_names_what_there_is()
    {
        var run = await Invocation.RunAsync("events", "colour=red");

        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.Contains("colour", run.Error, StringComparison.Ordinal);
        Assert.Contains("action", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_id_that_is_not_there_is_said()
    {
        var run = await Invocation.RunAsync("events", "show", "NOPE", Write(1));

        Assert.Equal(ExitCode.Configuration, run.Code);
        Assert.Contains("no event 'NOPE'", run.Error, StringComparison.Ordinal);
    }

    private string Write(int count)
    {
        var file = Path.Combine(_folder.FullName, "events.jsonl");
        for (var i = 0; i < count; i++) Append(file, Event(i));
        return file;
    }

    private static void Append(string file, SecurityEvent what)
    {
        var buffer = new ArrayBufferWriter<byte>();
        EventJson.Write(what, buffer);
        File.AppendAllBytes(file, buffer.WrittenSpan.ToArray());
    }

    private static SecurityEvent Event(int number) => new()
    {
        Id = $"ID{number:000}",
        Time = Noon.AddSeconds(number),
        Client = new() { Ip = $"192.0.2.{number}" },
        Site = "shop",
        Request = new() { Method = "GET", Scheme = "http", Host = "shop.example", Path = "/search", Query = "q=" + number.ToString(CultureInfo.InvariantCulture), Protocol = "HTTP/1.1" },
        Action = EventAction.Blocked,
        Mode = EventMode.Active,
        Status = 403,
        Score = new() { Inbound = 5 },
        Findings =
        [
            new()
            {
                RuleId = 942100,
                Message = "An SQL text slips into a value",
                AttackType = AttackType.SqlInjection,
                Severity = EventSeverity.Critical,
                Phase = 2,
                Location = new("ARGS", "q"),
                Match = "1' or '1'='1",
                File = "rules/a.conf",
                Line = 7,
            },
        ],
        Durations = new() { TotalUs = 1500, InspectionUs = 500 },
    };

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
