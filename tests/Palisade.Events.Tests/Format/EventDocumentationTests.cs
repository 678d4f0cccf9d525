using System.Text;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using Palisade.Events.Filters;
using Palisade.Events.Format;

namespace Palisade.Events.Tests.Format;

/// <summary>docs/events.md says what is written, no more and no less.</summary>
public sealed partial class EventDocumentationTests
{
    private static readonly string s_document = File.ReadAllText(Find());

    [Fact]
    public void Every_field_is_documented_and_every_documented_field_is_written() =>
        Assert.Equal(Fields("", typeof(SecurityEvent)).Order(StringComparer.Ordinal), Documented("## Fields").Order(StringComparer.Ordinal));

    [Fact]
    public void Every_field_of_the_filter_is_documented() => Assert.Equal(EventFilter.Fields, Documented("## Choosing events"));

    [Fact]
    public void Words_of_enumerations_are_documented()
    {
        foreach (var words in new[] { Words<EventAction>(), Words<EventMode>(), Words<EventSeverity>(), Words<EventFailureSource>() })
            Assert.Contains(string.Join(", ", words), s_document, StringComparison.Ordinal);
    }

    [Fact]
    public void The_example_is_an_event_with_every_part()
    {
        var example = Example().Match(s_document).Groups["json"].Value;
        var (read, error) = SecurityEvent.Parse(Encoding.UTF8.GetBytes(example));
        Assert.Null(error);
        var compact = Blanks().Replace(example, m => m.Groups["text"].Value);
        Assert.Equal(compact, Some.Json(read!).TrimEnd());
    }

    private static IEnumerable<string> Words<T>()
        where T : struct, Enum =>
        Enum.GetValues<T>().Select(v => "`" + System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(v.ToString()) + "`");

    private static IEnumerable<string> Fields(string prefix, Type type)
    {
        foreach (var field in EventJson.Fields(type))
        {
            var element = ElementType(field);
            var path = prefix + field.Name + (element is null ? "" : "[]");
            yield return path;
            foreach (var inner in Fields(path + ".", element ?? field.PropertyType)) yield return inner;
        }
    }

    private static Type? ElementType(JsonPropertyInfo field) =>
        field.PropertyType is { IsGenericType: true } list && list.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) ? list.GetGenericArguments()[0] : null;

    private static IEnumerable<string> Documented(string heading)
    {
        var section = s_document[s_document.IndexOf(heading, StringComparison.Ordinal)..];
        var end = section.IndexOf("\n## ", 3, StringComparison.Ordinal);
        return Row().Matches(end < 0 ? section : section[..end]).Select(m => m.Groups["name"].Value);
    }

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var file = Path.Combine(folder.FullName, "docs", "events.md");
            if (File.Exists(file)) return file;
        }

        throw new FileNotFoundException("docs/events.md");
    }

    [GeneratedRegex(@"^\| `(?<name>[^`]+)` \|", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Row();

    [GeneratedRegex(@"```json\n(?<json>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Example();

    [GeneratedRegex(@"(?<text>""(\\.|[^""\\])*"")|\s+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Blanks();
}
