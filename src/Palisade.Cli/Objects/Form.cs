using System.CommandLine;
using System.Text.Json;
using Palisade.Api.Json;
using Palisade.Api.Objects;
using Palisade.Cli.Terminal;
using Palisade.Configuration.Documents;

namespace Palisade.Cli.Objects;

/// <summary>How an answer is shown.</summary>
internal sealed class Form
{
    private readonly Option<string> _output = new("--output", "-o") { HelpName = "table|yaml|json", Description = "How it is shown.", DefaultValueFactory = _ => "table" };
    private readonly Option<bool> _json = new("--json") { Description = "The same as -o json." };

    public Form() => _output.AcceptOnlyFromAmong("table", "yaml", "json");

    /// <summary>Puts the options on a command.</summary>
    public void On(Command command)
    {
        command.Options.Add(_output);
        command.Options.Add(_json);
    }

    /// <summary>Shows an answer: for people as they are shown it, for programs as it came.</summary>
    public void Show<T>(ParseResult parsed, Screen screen, T answer, Action table)
    {
        var form = parsed.GetValue(_json) ? "json" : parsed.GetValue(_output);
        if (form is "table") table();
        else screen.Output.Write(form is "json" ? JsonSerializer.Serialize(answer, Indented) + "\n" : YamlWriter.Text(ToNode(answer)));
    }

    private static readonly JsonSerializerOptions Indented = new(Wire.Options) { WriteIndented = true };

    // Objects are shown as they would be applied, with what the store says of them.
    private static Node ToNode<T>(T answer) => JsonText.Read(JsonSerializer.SerializeToUtf8Bytes(answer, Wire.Options)).Root!;
}

/// <summary>Lines in columns.</summary>
internal static class Columns
{
    /// <summary>Writes a head and lines; each column is as wide as its widest.</summary>
    public static void Write(Screen screen, IReadOnlyList<string> head, IEnumerable<IReadOnlyList<string>> lines)
    {
        var rows = lines.Select(l => l.Select(ByteText.Clean).ToList()).ToList();
        var widths = head.Select((h, i) => Math.Max(h.Length, rows.Count == 0 ? 0 : rows.Max(r => r[i].Length))).ToList();
        screen.Output.WriteLine(screen.Paint(Ink.Bold, Line(head, widths)));
        foreach (var row in rows) screen.Output.WriteLine(Line(row, widths));
    }

    /// <summary>The same, of objects.</summary>
    public static void Write(Screen screen, IEnumerable<ObjectView> objects) => Write(screen, ["KIND", "NAMESPACE", "NAME", "GENERATION", "MODIFIED", "BY"], objects.Select(o => (IReadOnlyList<string>)
    [
        o.Kind, o.Metadata["namespace"]?.Value ?? "", o.Metadata["name"]?.Value ?? "", $"{o.SystemMetadata.Generation}", Time(o.SystemMetadata.Modified), o.SystemMetadata.ModifiedBy,
    ]));

    /// <summary>A time as people read it.</summary>
    public static string Time(DateTimeOffset at) => at.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss");

    private static string Line(IReadOnlyList<string> cells, List<int> widths) => string.Join("  ", cells.Select((c, i) => i == cells.Count - 1 ? c : c.PadRight(widths[i]))).TrimEnd();
}
