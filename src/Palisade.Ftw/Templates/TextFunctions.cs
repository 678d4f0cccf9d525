using System.Text;
using static Palisade.Ftw.Templates.TemplateFunctions;

namespace Palisade.Ftw.Templates;

/// <summary>Functions on texts.</summary>
internal static class TextFunctions
{
    private const int Many = int.MaxValue;

    /// <summary>The functions by name.</summary>
    public static IReadOnlyList<(string Name, TemplateFunction Function)> All { get; } =
    [
        Entry("print", 0, Many, a => Print(a.All)),
        Entry("printf", 1, Many, a => GoFormat.Sprintf(a.Text(0), [.. a.All.Skip(1)])),
        Entry("println", 0, Many, a => string.Join(' ', a.All.Select(GoFormat.Plain)) + "\n"),
        Entry("toString", 1, 1, a => GoFormat.Plain(a[0])),
        Entry("upper", 1, 1, a => Unicode(a.Text(0), t => t.ToUpperInvariant())),
        Entry("lower", 1, 1, a => Unicode(a.Text(0), t => t.ToLowerInvariant())),
        Entry("title", 1, 1, a => Unicode(a.Text(0), t => EachWord(t, char.ToUpperInvariant))),
        Entry("untitle", 1, 1, a => Unicode(a.Text(0), t => EachWord(t, char.ToLowerInvariant))),
        Entry("swapcase", 1, 1, a => Unicode(a.Text(0), t => string.Concat(t.Select(c => char.IsUpper(c) ? char.ToLowerInvariant(c) : char.ToUpperInvariant(c))))),
        Entry("trim", 1, 1, a => Unicode(a.Text(0), t => t.Trim())),
        Entry("trimAll", 2, 2, a => a.Text(1).Trim(a.Text(0).ToCharArray())),
        Entry("trimall", 2, 2, a => a.Text(1).Trim(a.Text(0).ToCharArray())),
        Entry("trimPrefix", 2, 2, a => StartsWith(a.Text(1), a.Text(0)) ? a.Text(1)[a.Text(0).Length..] : a.Text(1)),
        Entry("trimSuffix", 2, 2, a => EndsWith(a.Text(1), a.Text(0)) ? a.Text(1)[..^a.Text(0).Length] : a.Text(1)),
        Entry("nospace", 1, 1, a => Unicode(a.Text(0), t => string.Concat(t.Where(c => !char.IsWhiteSpace(c))))),
        Entry("repeat", 2, 2, Repeat),
        Entry("replace", 3, 3, Replace),
        Entry("substr", 3, 3, Substring),
        Entry("trunc", 2, 2, a => Truncate(a.Whole(0), a.Text(1))),
        Entry("contains", 2, 2, a => a.Text(1).Contains(a.Text(0), StringComparison.Ordinal)),
        Entry("hasPrefix", 2, 2, a => StartsWith(a.Text(1), a.Text(0))),
        Entry("hasSuffix", 2, 2, a => EndsWith(a.Text(1), a.Text(0))),
        Entry("quote", 0, Many, a => string.Join(' ', a.All.Where(v => v is not null).Select(v => GoFormat.Quoted(GoFormat.Plain(v))))),
        Entry("squote", 0, Many, a => string.Join(' ', a.All.Where(v => v is not null).Select(v => $"'{GoFormat.Plain(v)}'"))),
        Entry("cat", 0, Many, a => string.Join(' ', a.All.Where(v => v is not null).Select(GoFormat.Plain))),
        Entry("indent", 2, 2, a => Indent(a)),
        Entry("nindent", 2, 2, a => "\n" + Indent(a)),
        Entry("splitList", 2, 2, a => Split(a.Text(1), a.Text(0))),
        Entry("split", 2, 2, a => Split(a.Text(1), a.Text(0)).Select((part, i) => (part, i)).ToDictionary(p => $"_{p.i}", p => p.part)),
        Entry("join", 2, 2, a => string.Join(a.Text(0), a[1] is IReadOnlyList<object?> list ? list.Where(v => v is not null).Select(GoFormat.Plain) : [GoFormat.Plain(a[1])])),
    ];

    // Go puts a space between two neighbours when neither is a text.
    private static string Print(IReadOnlyList<object?> values)
    {
        var text = new StringBuilder();
        for (var i = 0; i < values.Count; i++)
        {
            if (i > 0 && values[i] is not string && values[i - 1] is not string) text.Append(' ');
            text.Append(GoFormat.Plain(values[i]));
        }

        return text.ToString();
    }

    // Letters are a matter of Unicode; bytes that are no UTF-8 are left as they are.
    private static string Unicode(string widened, Func<string, string> change)
    {
        var bytes = Encoding.Latin1.GetBytes(widened);
        return System.Text.Unicode.Utf8.IsValid(bytes)
            ? Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(change(Encoding.UTF8.GetString(bytes))))
            : change(widened) is { } changed && changed.All(c => c <= 0xFF) ? changed : widened;
    }

    private static string EachWord(string text, Func<char, char> change)
    {
        var words = text.ToCharArray();
        for (var i = 0; i < words.Length; i++)
        {
            if (i == 0 || !(char.IsLetterOrDigit(words[i - 1]) || words[i - 1] is '_' or '\'')) words[i] = change(words[i]);
        }

        return new(words);
    }

    private static bool StartsWith(string text, string start) => text.StartsWith(start, StringComparison.Ordinal);

    private static bool EndsWith(string text, string end) => text.EndsWith(end, StringComparison.Ordinal);

    private static string Repeat(TemplateArguments a)
    {
        var text = a.Text(1);
        var count = a.Size(0, GoTemplate.MaxBytes);
        if ((long)text.Length * count > GoTemplate.MaxBytes) throw a.Fault("the text is too long");
        return text.Length * count == 0 ? "" : string.Create(text.Length * count, text, static (to, piece) =>
        {
            piece.CopyTo(to);
            for (var done = piece.Length; done < to.Length; done *= 2) to[..Math.Min(done, to.Length - done)].CopyTo(to[done..]);
        });
    }

    private static string Replace(TemplateArguments a)
    {
        var (old, fresh, text) = (a.Text(0), a.Text(1), a.Text(2));
        if (((long)text.Length + 1) * Math.Max(1, fresh.Length) > GoTemplate.MaxBytes) throw a.Fault("the text is too long");
        if (old.Length > 0) return text.Replace(old, fresh, StringComparison.Ordinal);
        throw a.Fault("what is replaced is empty");
    }

    private static string Substring(TemplateArguments a)
    {
        var (start, end, text) = (a.Whole(0), a.Whole(1), a.Text(2));
        if (start < 0) start = 0;
        if (end < 0 || end > text.Length) end = text.Length;
        return start <= end ? text[(int)start..(int)end] : throw a.Fault($"{start} is behind {end}");
    }

    private static string Truncate(long length, string text)
    {
        if (Math.Abs((double)length) >= text.Length) return text;
        return length < 0 ? text[^(int)-length..] : text[..(int)length];
    }

    private static string Indent(TemplateArguments a)
    {
        var pad = new string(' ', a.Size(0, 10_000));
        var lines = a.Text(1).Split('\n');
        if (a.Text(1).Length + ((long)lines.Length * pad.Length) > GoTemplate.MaxBytes) throw a.Fault("the text is too long");
        return string.Join('\n', lines.Select(l => pad + l));
    }

    private static List<object?> Split(string text, string separator)
    {
        if (separator.Length == 0) return [.. text.Select(c => (object?)c.ToString()).Take(MaxItems)];
        return [.. text.Split(separator, StringSplitOptions.None).Take(MaxItems)];
    }
}
