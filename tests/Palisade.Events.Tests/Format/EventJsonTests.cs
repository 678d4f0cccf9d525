using System.Text;
using System.Text.Json;
using Palisade.Events.Filters;

namespace Palisade.Events.Tests.Format;

public sealed class EventJsonTests
{
    [Fact]
    public void An_event_is_one_line_of_JSON_in_snake_case() =>
        Assert.Equal(
            """{"schema":"palisade.event/1","id":"id-1","time":"2026-03-04T03:06:07.089Z","client":{"ip":"192.0.2.7","port":4711,"peer":{"ip":"10.0.0.1","port":99}},"site":"shop","request":{"method":"GET","scheme":"https","host":"shop.example","path":"/search","query":"q=1","protocol":"HTTP/1.1","user_agent":"curl/8","size":12},"action":"blocked","mode":"active","status":403,"score":{"inbound":10,"outbound":4},"findings":[{"rule_id":942100,"message":"SQL Injection","attack_type":"ATTACK_TYPE_SQL_INJECTION","severity":"critical","phase":2,"paranoia_level":1,"location":{"collection":"ARGS","name":"q"},"match":"1' or '1","also_at":[{"collection":"ARGS","name":"r"}],"data":"found","tags":["attack-sqli"],"file":"rules/942.conf","line":30}],"omitted_findings":2,"uninspected":[{"what":"request_body","reason":"over_budget","bytes":100}],"failure":{"source":"upstream","error":"connection refused"},"durations":{"total_us":3,"inspection_us":1,"upstream_us":2}}""" + "\n",
            Some.Json(Some.FullEvent()));

    [Fact]
    public void What_was_written_is_read_back()
    {
        foreach (var what in new[] { Some.Event(), Some.FullEvent(), Some.Event(action: EventAction.WouldBlock) })
        {
            var (read, error) = SecurityEvent.Parse(Encoding.UTF8.GetBytes(Some.Json(what)));
            Assert.Null(error);
            Assert.Equal(Some.Json(what), Some.Json(read!));
        }
    }

    [Fact]
    public void Line_ends_quotes_and_controls_stay_inside_their_strings()
    {
        var json = Some.Json(Some.Event("a\"b\\c\r\n\0\u2028\u007f<\u00e9\U0001F600"));
        Assert.Equal(1, json.Count(c => c is '\n' or '\r' or '\0'));
        Assert.Equal("a\"b\\c\r\n\0\u2028\u007f<\u00e9\U0001F600", SecurityEvent.Parse(Encoding.UTF8.GetBytes(json)).Event!.Id);
    }

    [Fact]
    public void Fields_of_later_versions_are_passed_over()
    {
        var json = Some.Json(Some.Event()).Replace("{\"schema\":\"palisade.event/1\"", "{\"schema\":\"palisade.event/2\",\"new\":{\"x\":[1]}", StringComparison.Ordinal);
        Assert.Equal("id-1", SecurityEvent.Parse(Encoding.UTF8.GetBytes(json)).Event?.Id);
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"schema":"other/1"}""")]
    public void What_is_no_event_is_an_error(string line)
    {
        var (read, error) = SecurityEvent.Parse(Some.Bytes(line));
        Assert.Null(read);
        Assert.NotNull(error);
    }

    [Theory]
    [InlineData("\"action\":\"blocked\"", "\"action\":\"exploded\"")]
    [InlineData("\"action\":\"blocked\"", "\"action\":1")]
    [InlineData("\"palisade.event/1\"", "\"palisade.other/1\"")]
    [InlineData("2026-03-04T03:06:07.089Z", "yesterday")]
    [InlineData("\"status\":403", "\"status\":\"x\"")]
    [InlineData("\"schema\"", "\"schemata\"")]
    [InlineData("\"findings\":[]", "\"findings\":null")]
    [InlineData("\"findings\":[]", "\"findings\":[null]")]
    [InlineData("\"findings\":[]", "\"findings\":[{\"rule_id\":1,\"also_at\":[null],\"tags\":[]}]")]
    [InlineData("\"findings\":[]", "\"fundings\":[]")]
    [InlineData("\"site\":\"shop\"", "\"site\":null")]
    [InlineData("\"site\":\"shop\",", "")]
    public void Wrong_values_are_errors(string right, string wrong)
    {
        var json = Some.Json(Some.Event());
        Assert.Contains(right, json, StringComparison.Ordinal);
        Assert.NotNull(SecurityEvent.Parse(Encoding.UTF8.GetBytes(json.Replace(right, wrong, StringComparison.Ordinal))).Error);
    }

    [Fact]
    public void Every_cut_and_mutation_of_a_line_is_answered()
    {
        var line = Encoding.UTF8.GetBytes(Some.Json(Some.FullEvent()).TrimEnd());
        var random = new Random(4);
        for (var cut = 0; cut < line.Length; cut++) Assert.NotNull(SecurityEvent.Parse(line.AsSpan(0, cut)).Error);
        for (var i = 0; i < 3_000; i++)
        {
            var mutated = (byte[])line.Clone();
            mutated[random.Next(line.Length)] = (byte)random.Next(256);
            var (read, error) = SecurityEvent.Parse(mutated);
            Assert.True(read is null != error is null);
            // Whatever is taken for an event can be filtered and written again.
            if (read is null) continue;
            foreach (var field in EventFilter.Fields.Except(["since", "until"])) EventFilter.Parse(field + "!=0", TimeProvider.System).Filter?.Matches(read);
            Assert.NotEmpty(Some.Json(read));
        }
    }

    [Fact]
    public void Every_line_is_valid_JSON_whatever_bytes_a_request_has()
    {
        var random = new Random(5);
        for (var i = 0; i < 500; i++)
        {
            var bytes = new byte[random.Next(40)];
            random.NextBytes(bytes);
            var text = Events.Format.EventText.FromBytes(bytes, 30);
            using var read = JsonDocument.Parse(Some.Json(Some.Event(text)));
            Assert.Equal(text, read.RootElement.GetProperty("id").GetString());
        }
    }
}
