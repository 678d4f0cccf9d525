using System.Text;

namespace Palisade.Gateway.Record.Administration;

/// <summary>Labels as Prometheus' text format writes them (exposition formats 0.0.4).</summary>
internal static class LabelText
{
    /// <summary><c>a="b",c="d"</c>: the tags in their order, names made legal, values escaped.</summary>
    public static void Write(ReadOnlySpan<KeyValuePair<string, object?>> tags, ref ValueText text)
    {
        for (var i = 0; i < tags.Length; i++)
        {
            if (i > 0) text.Append(',');
            Name(tags[i].Key, ref text);
            text.Append("=\"");
            Value(tags[i].Value as string ?? tags[i].Value?.ToString() ?? "", ref text);
            text.Append('"');
        }
    }

    /// <summary>A metric's name: dots and dashes become underscores.</summary>
    public static string MetricName(string instrument, string? unit, bool counter)
    {
        var name = new StringBuilder(instrument.Length + 16);
        foreach (var c in instrument) name.Append(IsLegal(c) ? c : '_');
        name.Append(unit switch { "s" => "_seconds", "By" => "_bytes", _ => "" });
        return counter ? name.Append("_total").ToString() : name.ToString();
    }

    private static void Name(string name, ref ValueText text)
    {
        foreach (var c in name) text.Append(IsLegal(c) ? c : '_');
    }

    private static void Value(string value, ref ValueText text)
    {
        foreach (var c in value)
        {
            switch (c)
            {
                case '\\':
                    text.Append("\\\\");
                    break;
                case '"':
                    text.Append("\\\"");
                    break;
                case '\n':
                    text.Append("\\n");
                    break;
                default:
                    text.Append(c);
                    break;
            }
        }
    }

    private static bool IsLegal(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';
}
