using System.Text.RegularExpressions;

namespace Palisade.Events.Masking;

/// <summary>
/// What must never be written: values by the name of the parameter, JSON field, XML element, header or cookie they are in,
/// and by what they look like. Immutable. Names stay readable, values become <c>***</c>.
/// </summary>
public sealed record MaskingRules
{
    /// <summary>What stands where a value was.</summary>
    public const string Mask = "***";

    // Whole names (or one part of json.user.token, user[token]) that hold credentials or what is as good as one. As parts
    // of longer names these words are harmless far too often: "pin" in "shipping", "sid" in "side".
    private static readonly HashSet<string> s_exact = new(StringComparer.OrdinalIgnoreCase)
    {
        "authorization", "proxy-authorization", "x-api-key", "api-key", "api_key", "apikey", "x-auth-token", "x-csrf-token",
        "x-xsrf-token", "x-amz-security-token", "token", "access_token", "refresh_token", "id_token", "csrf_token", "csrftoken",
        "secret", "client_secret", "session", "session_id", "sessionid", "sid", "phpsessid", "jsessionid", "jwt", "otp", "pin",
        "cvv", "cvc", "ssn", "assertion", "samlresponse",
    };

    // A session cookie is called after its framework: PHPSESSID, ASP.NET_SessionId, connect.sid, laravel_session, XSRF-TOKEN.
    private static readonly string[] s_cookies = ["sess", "auth", "token", "jwt"];

    /// <summary>A name that contains one of these, in any case, is masked. Default <c>card</c>, <c>pass</c>, <c>pwd</c>, <c>password</c>.</summary>
    public IReadOnlyList<string> Names { get; init; } = ["card", "pass", "pwd", "password"];

    /// <summary>Whether the built-in names of credentials and session cookies are masked too. Default true.</summary>
    public bool Credentials { get; init; } = true;

    /// <summary>Whether digits that are a payment card's number (13 to 19, with a right check digit, ISO/IEC 7812) are masked wherever they stand. Default true.</summary>
    public bool CardNumbers { get; init; } = true;

    /// <summary>More forms to mask wherever they stand. They see bytes widened to characters, and must have a time limit; one that trips it masks the whole text.</summary>
    public IReadOnlyList<Regex> Patterns { get; init; } = [];

    /// <summary>Whether the values of a parameter, field, element or header are masked.</summary>
    /// <param name="name">The name, decoded or not, widened. Names of JSON values may be paths.</param>
    public bool Covers(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (CoversAsWritten(name)) return true;
        if (!name.Contains('%', StringComparison.Ordinal) && !name.Contains('\\', StringComparison.Ordinal)) return false;
        // p%61ssword, and once more for what decodes twice.
        var decoded = Decoding.Url(name);
        return CoversAsWritten(decoded) || CoversAsWritten(Decoding.Url(decoded)) || CoversAsWritten(Decoding.Json(name));
    }

    /// <summary>Whether the value of a cookie is masked.</summary>
    public bool CoversCookie(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (Covers(name)) return true;
        return Credentials && (Array.Exists(s_cookies, c => name.Contains(c, StringComparison.OrdinalIgnoreCase)) || name.EndsWith("sid", StringComparison.OrdinalIgnoreCase));
    }

    private bool CoversAsWritten(string name)
    {
        for (var i = 0; i < Names.Count; i++)
        {
            if (name.Contains(Names[i], StringComparison.OrdinalIgnoreCase)) return true;
        }

        return Credentials && Parts(name);
    }

    private static bool Parts(string name)
    {
        if (s_exact.Contains(name)) return true;
        if (name.AsSpan().IndexOfAny(".[]:") < 0) return false;
        return name.Split(['.', '[', ']', ':']).Any(s_exact.Contains);
    }
}
