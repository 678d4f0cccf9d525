namespace Palisade.Ftw.Transport;

/// <summary>An answer as it came, interim answers (1xx) left out.</summary>
/// <param name="Status">From the status line.</param>
/// <param name="Head">Status line and header lines with their line ends, bytes widened.</param>
/// <param name="Headers">In order; names as sent, values trimmed.</param>
/// <param name="Body">Framing removed, bytes widened; at most <see cref="ResponseReader.MaxBodyBytes"/>.</param>
/// <param name="Complete">Whether the body ended as announced.</param>
public sealed record RawResponse(
    int Status,
    string Head,
    IReadOnlyList<KeyValuePair<string, string>> Headers,
    string Body,
    bool Complete)
{
    /// <summary>Head and body, what <c>response_contains</c> is looked for in.</summary>
    public string Text => $"{Head}\r\n{Body}";

    /// <summary>The values of all headers of a name.</summary>
    public IEnumerable<string> Values(string name) =>
        Headers.Where(h => h.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(h => h.Value);
}
