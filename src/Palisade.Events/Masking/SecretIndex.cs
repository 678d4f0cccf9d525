namespace Palisade.Events.Masking;

/// <summary>
/// The secrets of one request, in the forms they travel in, and whether a text has a piece of one. A piece is a run of
/// 4 to 6 characters, depending on the secret's length: shorter runs occur in any text.
/// </summary>
internal sealed class SecretIndex
{
    private const int ShortestSecret = 4;

    // Beyond this much the index would cost more than it is worth; then every text counts as touched.
    private const int MostCharacters = 256 * 1024;

    private readonly HashSet<string> _whole = new(StringComparer.Ordinal);
    private readonly HashSet<ulong>[] _runs = [[], [], []];
    private int _learned;

    /// <summary>Whether nothing secret was learned.</summary>
    public bool IsEmpty => _whole.Count == 0 && !IsFull;

    private bool IsFull => _learned > MostCharacters;

    /// <summary>Adds a value and what it becomes when its escapes are undone.</summary>
    public void Learn(string value)
    {
        LearnAsWritten(value);
        var url = Decoding.Url(value);
        LearnAsWritten(url);
        LearnAsWritten(Decoding.Url(url));
        LearnAsWritten(Decoding.Json(value));
        LearnAsWritten(Decoding.Xml(value));
    }

    /// <summary>Whether the text, as it is or with percent escapes undone, has a piece of a secret in it, in any case.</summary>
    public bool Touches(string text)
    {
        if (IsEmpty || text.Length == 0) return false;
        if (IsFull) return true;
        if (FindRuns(Lower(text), null)) return true;
        var decoded = Decoding.Url(text);
        return !ReferenceEquals(decoded, text) && FindRuns(Lower(decoded), null);
    }

    /// <summary>Finds the pieces of secrets in a text, in any case.</summary>
    public void Find(string text, SecretSpans spans)
    {
        if (IsFull) spans.Add(0, text.Length);
        else if (!IsEmpty) FindRuns(Lower(text), spans);
    }

    private bool FindRuns(string lower, SecretSpans? spans)
    {
        if (_whole.Contains(lower.Trim()))
        {
            spans?.Add(0, lower.Length);
            return true;
        }

        var found = false;
        for (var size = 4; size <= 6; size++)
        {
            var runs = _runs[size - 4];
            for (var i = 0; runs.Count > 0 && i + size <= lower.Length; i++)
            {
                if (!runs.Contains(Pack(lower.AsSpan(i, size)))) continue;
                if (spans is null) return true;
                spans.Add(i, i + size);
                found = true;
            }
        }

        return found;
    }

    private void LearnAsWritten(string value)
    {
        value = Lower(value.Trim());
        if (value.Length == 0 || IsFull || !_whole.Add(value)) return;
        _learned += value.Length;
        if (value.Length < ShortestSecret) return;
        var size = RunSize(value.Length);
        for (var i = 0; i + size <= value.Length; i++) _runs[size - 4].Add(Pack(value.AsSpan(i, size)));
    }

    private static int RunSize(int length) => length < 8 ? 4 : length < 12 ? 5 : 6;

    private static ulong Pack(ReadOnlySpan<char> run)
    {
        var packed = 0UL;
        foreach (var c in run) packed = (packed << 8) | (byte)c;
        return packed;
    }

    // ASCII only: these characters are bytes.
    private static string Lower(string text) => string.Create(text.Length, text, static (output, input) =>
    {
        for (var i = 0; i < input.Length; i++) output[i] = char.IsAsciiLetterUpper(input[i]) ? (char)(input[i] | 0x20) : input[i];
    });
}
