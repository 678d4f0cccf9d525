using System.Text;
using System.Text.RegularExpressions;

namespace Palisade.Events.Masking;

/// <summary>
/// Masks what is written about one request. Knows the request's secrets, so that a value under a masked name is found
/// again where it travels without its name: in a match on the whole body, in a rule's log text, in a captured piece.
/// Not safe for concurrent use.
/// </summary>
/// <remarks>In doubt it masks: a text that may be shown can be found in the request, and a secret in a file cannot be taken back.</remarks>
public sealed class RequestMask
{
    private readonly SecretNames _names;
    private readonly RequestFacts _facts;
    private SecretIndex? _index;

    /// <summary>Prepares for one request; costs little until something has to be masked.</summary>
    public RequestMask(MaskingRules rules, RequestFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        _names = new SecretNames(rules, facts.Sanitised);
        _facts = facts;
    }

    private SecretIndex Index => _index ??= Learn();

    /// <summary>The target (or a Referer, or any address), masked; for the access log.</summary>
    public string Target(ReadOnlySpan<byte> target) => Structured(Widen(target), TextForm.Pairs).Text;

    /// <summary>A header's value, masked.</summary>
    /// <param name="name">The header's name, widened.</param>
    public string Header(string name, ReadOnlySpan<byte> value) => Header(name, Widen(value));

    /// <summary>Any text that may hold a piece of the request, masked: a fault's message, a whole body. Widened, as is the result.</summary>
    public string Text(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var masked = Whole(text, TextForm.Pairs).Text;
        // Still there when its escapes are undone.
        return Index.Touches(masked) ? MaskingRules.Mask : masked;
    }

    /// <summary>A value as an audit log writes it.</summary>
    /// <param name="variable">Where it comes from: <c>REQUEST_HEADERS</c>, <c>RESPONSE_HEADERS</c>, or any other variable.</param>
    /// <param name="name">The header's name; not looked at for other variables.</param>
    /// <param name="value">Widened, as is the result.</param>
    public string Audit(string variable, string name, string value)
    {
        ArgumentNullException.ThrowIfNull(variable);
        if (_names.Sanitises(variable, "")) return MaskingRules.Mask;
        return variable.EndsWith("_HEADERS", StringComparison.OrdinalIgnoreCase) ? Header(name, value) : Text(value);
    }

    /// <summary>Findings as they may be written: masked, cut, with attack type and the rest worked out.</summary>
    public IReadOnlyList<EventFinding> Findings(IReadOnlyList<RawFinding> findings)
    {
        ArgumentNullException.ThrowIfNull(findings);
        var masked = new FindingMask(this);
        foreach (var finding in findings) masked.LearnFrom(finding);
        return [.. findings.Select(masked.Mask)];
    }

    /// <summary>Whether everything that comes from a place is masked.</summary>
    internal bool Covers(string collection, string name)
    {
        if (_names.Sanitises(collection, name)) return true;
        // These say the names themselves, which stay readable.
        if (collection.EndsWith("_NAMES", StringComparison.OrdinalIgnoreCase)) return false;
        return collection.Contains("COOKIES", StringComparison.OrdinalIgnoreCase) ? _names.CoversCookie(name) : name.Length > 0 && _names.Covers(name);
    }

    /// <summary>A value's secrets taken out: those with a name, and those known from elsewhere in the request.</summary>
    internal MaskedText Whole(string text, TextForm form)
    {
        var spans = Spans(text, form);
        Index.Find(text, spans);
        return new MaskedText(text, spans);
    }

    /// <summary>Whether a text has a piece of a secret in it.</summary>
    internal bool Touches(string text) => Index.Touches(text);

    /// <summary>Notes a secret that became known on the way.</summary>
    internal void Learn(string secret) => Index.Learn(secret);

    private string Header(string name, string value)
    {
        if (IsCookies(name)) return Structured(value, TextForm.Cookies).Text;
        return _names.Covers(name) ? MaskingRules.Mask : Structured(value, TextForm.Pairs).Text;
    }

    private MaskedText Structured(string text, TextForm form) => new(text, Spans(text, form));

    private SecretSpans Spans(string text, TextForm form)
    {
        var spans = SecretFinder.Find(text, form, _names);
        if (_names.Rules.CardNumbers) CardNumbers.Find(text, spans);
        foreach (var pattern in _names.Rules.Patterns) FindPattern(pattern, text, spans);
        return spans;
    }

    private static void FindPattern(Regex pattern, string text, SecretSpans spans)
    {
        try
        {
            foreach (var match in pattern.EnumerateMatches(text)) spans.Add(match.Index, match.Index + match.Length);
        }
        catch (RegexMatchTimeoutException)
        {
            spans.Add(0, text.Length);
        }
    }

    private SecretIndex Learn()
    {
        var index = new SecretIndex();
        LearnFrom(Widen(_facts.Target.Span), TextForm.Pairs, index);
        LearnFrom(Widen(_facts.Body.Span), TextForm.Pairs, index);
        LearnFrom(Widen(_facts.ResponseBody.Span), TextForm.Pairs, index);
        foreach (var (name, value) in _facts.Headers.Concat(_facts.ResponseHeaders)) LearnHeader(Widen(name.Span), Widen(value.Span), index);
        return index;
    }

    private void LearnHeader(string name, string value, SecretIndex index)
    {
        if (IsCookies(name)) LearnFrom(value, TextForm.Cookies, index);
        else if (!_names.Covers(name)) LearnFrom(value, TextForm.Pairs, index);
        else
        {
            index.Learn(value);
            // "Basic dXNlcjpwYXNz": the scheme is no secret, what follows is, and what it decodes to.
            var token = value[(value.IndexOf(' ', StringComparison.Ordinal) + 1)..].Trim();
            index.Learn(token);
            var decoded = new byte[token.Length];
            if (Convert.TryFromBase64String(token, decoded, out var length)) index.Learn(Widen(decoded.AsSpan(0, length)));
        }
    }

    private void LearnFrom(string text, TextForm form, SecretIndex index)
    {
        foreach (var (start, end) in Spans(text, form).Merged())
        {
            var value = text[start..end].Trim('"', '\'', '\\');
            index.Learn(value);
            foreach (var part in value.Split(['"', '\'', '<', '>'], StringSplitOptions.RemoveEmptyEntries).Where(p => p.Length < value.Length)) index.Learn(part);
        }
    }

    private static bool IsCookies(string header) =>
        header.Equals("Cookie", StringComparison.OrdinalIgnoreCase) || header.Equals("Set-Cookie", StringComparison.OrdinalIgnoreCase);

    internal static string Widen(ReadOnlySpan<byte> bytes) => Encoding.Latin1.GetString(bytes);
}
