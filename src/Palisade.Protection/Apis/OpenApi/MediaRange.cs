using System.Text;

namespace Palisade.Protection.Apis.OpenApi;

/// <summary>How the content of a media type is read.</summary>
internal enum MediaKind
{
    /// <summary>JSON, and everything that ends with <c>+json</c>.</summary>
    Json,

    /// <summary><c>application/x-www-form-urlencoded</c>.</summary>
    Form,

    /// <summary><c>multipart/form-data</c>.</summary>
    Multipart,

    /// <summary><c>text/…</c>.</summary>
    Text,

    /// <summary>Anything else: its type is checked, its content is not.</summary>
    Opaque,
}

/// <summary>A media type or a range of them (RFC 9110, section 12.5.1), in lower case, without parameters.</summary>
internal readonly record struct MediaRange(string Type, string Subtype)
{
    /// <summary>Reads one; null when it is none.</summary>
    public static MediaRange? Of(ReadOnlySpan<char> text)
    {
        var end = text.IndexOf(';');
        text = (end < 0 ? text : text[..end]).Trim();
        var slash = text.IndexOf('/');
        if (slash <= 0 || slash == text.Length - 1 || text.IndexOfAny(" ,\"") >= 0) return null;
        return new(text[..slash].ToString().ToLowerInvariant(), text[(slash + 1)..].ToString().ToLowerInvariant());
    }

    /// <summary>Reads the value of a Content-Type header.</summary>
    public static MediaRange? Of(ReadOnlySpan<byte> header) => header.Length > 1024 ? null : Of(Encoding.Latin1.GetString(header));

    /// <summary>How narrow it is: 2 for a type, 1 for <c>text/*</c>, 0 for <c>*/*</c>.</summary>
    public int Narrowness => Type is "*" ? 0 : Subtype is "*" ? 1 : 2;

    /// <summary>How its content is read.</summary>
    public MediaKind Kind => (Type, Subtype) switch
    {
        (_, "json") => MediaKind.Json,
        var (_, subtype) when subtype.EndsWith("+json", StringComparison.Ordinal) => MediaKind.Json,
        ("application", "x-www-form-urlencoded") => MediaKind.Form,
        ("multipart", "form-data") => MediaKind.Multipart,
        ("text", not ("xml" or "*")) => MediaKind.Text,
        _ => MediaKind.Opaque,
    };

    /// <summary>Whether a type is in the range.</summary>
    public bool Contains(MediaRange other) => (Type is "*" || Type == other.Type) && (Subtype is "*" || Subtype == other.Subtype);

    /// <inheritdoc/>
    public override string ToString() => $"{Type}/{Subtype}";
}
