namespace Palisade.Ftw.Requests;

/// <summary>The cookies of one test, saved from stage to stage by name. Paths, domains and expiry do not matter within a test.</summary>
public sealed class CookieJar
{
    private readonly List<(string Name, string Value)> _cookies = [];

    /// <summary>The value of a <c>Cookie</c> header; null when nothing was saved.</summary>
    public string? Header => _cookies.Count == 0 ? null : string.Join("; ", _cookies.Select(c => $"{c.Name}={c.Value}"));

    /// <summary>Keeps what <c>Set-Cookie</c> headers set; a later value replaces an earlier one of the same name.</summary>
    public void Save(IEnumerable<string> setCookies)
    {
        foreach (var line in setCookies)
        {
            var pair = line.Split(';', 2)[0];
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0) continue;

            var name = pair[..equals].Trim();
            _cookies.RemoveAll(c => c.Name == name);
            _cookies.Add((name, pair[(equals + 1)..].Trim()));
        }
    }
}
