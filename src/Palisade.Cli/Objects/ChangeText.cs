using Palisade.Api.Objects;
using Palisade.Cli.Terminal;
using Palisade.Configuration.Documents;

namespace Palisade.Cli.Objects;

/// <summary>Changes as people read them.</summary>
internal static class ChangeText
{
    private const int MostValue = 200;

    /// <summary>A line for each object, and below it one for each field where asked.</summary>
    public static void Write(Screen screen, IEnumerable<ChangeView> changes, bool withFields)
    {
        foreach (var change in changes)
        {
            var (sign, ink) = change.Operation switch
            {
                "created" => ("+", Ink.Green),
                "deleted" => ("-", Ink.Red),
                "replaced" => ("~", Ink.Yellow),
                _ => ("=", Ink.Dim),
            };
            screen.Output.WriteLine(screen.Paint(ink, $"{sign} {change.Kind} {(change.Namespace.Length > 0 ? change.Namespace + "/" : "")}{change.Name}") + (change.Operation is "none" ? "" : $" {change.Operation}"));
            if (withFields && change.Operation is "replaced") foreach (var field in change.Differences) screen.Output.WriteLine($"    {ByteText.Clean(field.Path)}: {Value(field.Before)} → {Value(field.After)}");
        }
    }

    /// <summary>How many of each, in one line.</summary>
    public static string Summary(Applied applied)
    {
        var counts = applied.Changes.GroupBy(c => c.Operation, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => $"{g.Count()} {(g.Key is "none" ? "unchanged" : g.Key)}");
        return $"{string.Join(", ", counts)}{(applied.DryRun ? "; nothing was done" : $"; revision {applied.Revision}")}";
    }

    private static string Value(Node? node)
    {
        var text = node is null ? "(absent)" : ByteText.Clean(CanonicalJson.WriteText(node));
        return text.Length <= MostValue ? text : text[..MostValue] + "…";
    }
}
