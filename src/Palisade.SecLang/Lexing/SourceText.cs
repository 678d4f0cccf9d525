namespace Palisade.SecLang.Lexing;

/// <summary>A rule file in memory, with the places of its lines.</summary>
internal sealed class SourceText
{
    private const string Utf8Mark = "\u00EF\u00BB\u00BF";

    private readonly List<int> _lineStarts = [];

    public SourceText(string file, string text)
    {
        File = file;
        Text = text;
        Start = text.StartsWith(Utf8Mark, StringComparison.Ordinal) ? Utf8Mark.Length : 0;
        for (var next = Start; ; next++)
        {
            _lineStarts.Add(next);
            next = text.IndexOf('\n', next);
            if (next < 0) break;
        }
    }

    public string File { get; }

    public string Text { get; }

    /// <summary>Where the text starts, behind a byte order mark.</summary>
    public int Start { get; }

    /// <summary>The place of an offset into <see cref="Text"/>.</summary>
    public Place At(int offset)
    {
        var found = _lineStarts.BinarySearch(offset);
        var line = found < 0 ? Math.Max(~found - 1, 0) : found;
        return new Place(File, line + 1, offset - _lineStarts[line] + 1);
    }
}
