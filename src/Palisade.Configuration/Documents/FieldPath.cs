namespace Palisade.Configuration.Documents;

/// <summary>
/// The path of a field as faults write it: <c>spec.routes[0].path</c>. A name with other characters than letters, digits, <c>_</c> and <c>-</c>
/// stands in brackets and quotes: <c>metadata.labels['app/tier']</c>.
/// </summary>
public static class FieldPath
{
    /// <summary>The path of a member.</summary>
    public static string Member(string path, string name) =>
        !IsPlain(name) ? $"{path}['{name.Replace("'", "''", StringComparison.Ordinal)}']" : path.Length == 0 ? name : $"{path}.{name}";

    /// <summary>The path of an item.</summary>
    public static string Item(string path, int index) => $"{path}[{index}]";

    /// <summary>How far the path goes that a text begins with.</summary>
    public static int LengthIn(string text)
    {
        var at = 0;
        while (at < text.Length)
        {
            if (text.AsSpan(at).StartsWith("['")) at = Quoted(text, at + 2).End;
            else if (text[at] is '.' or '[' or ']' || IsPlain(text[at])) at++;
            else break;
        }

        return at;
    }

    /// <summary>The node at a path, or the nearest one around it that is written.</summary>
    public static Node Nearest(Node root, string path)
    {
        var node = root;
        foreach (var step in Steps(path))
        {
            var inner = node.Kind is NodeKind.List
                ? int.TryParse(step, out var index) && index >= 0 && index < node.Items.Count ? node.Items[index] : null
                : node[step];
            if (inner is null) break;
            node = inner;
        }

        return node;
    }

    /// <summary>The steps of a path: names and numbers.</summary>
    public static IEnumerable<string> Steps(string path)
    {
        for (var at = 0; at < path.Length;)
        {
            if (path[at] is '.')
            {
                at++;
                continue;
            }

            var (step, end) = path.AsSpan(at).StartsWith("['") ? Quoted(path, at + 2) : path[at] is '[' ? Plain(path, at + 1, "]") : Plain(path, at, ".[");
            yield return step;
            at = end;
        }
    }

    private static (string Step, int End) Plain(string path, int start, string ends)
    {
        var length = path.AsSpan(start).IndexOfAny(ends);
        var end = length < 0 ? path.Length : start + length;
        return (path[start..end], ends is "]" ? Math.Min(end + 1, path.Length) : end);
    }

    private static (string Step, int End) Quoted(string path, int start)
    {
        var end = start;
        while (end < path.Length && !path.AsSpan(end).StartsWith("']")) end += path.AsSpan(end).StartsWith("''") ? 2 : 1;
        end = Math.Min(end, path.Length);
        return (path[start..end].Replace("''", "'", StringComparison.Ordinal), Math.Min(end + 2, path.Length));
    }

    private static bool IsPlain(string name)
    {
        foreach (var c in name)
        {
            if (!IsPlain(c)) return false;
        }

        return name.Length > 0;
    }

    private static bool IsPlain(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '-';
}
