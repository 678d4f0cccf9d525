using System.Globalization;
using System.Text;

namespace Palisade.Events;

/// <summary>
/// One line of the access log: the combined format that every tool reads, then the support id, the total and the
/// origin's time in microseconds, and the site. Texts are widened bytes, already masked (<see cref="Masking.RequestMask"/>).
/// </summary>
/// <example><c>192.0.2.7 - - [04/Mar/2026:03:06:07 +0000] "GET /a?password=*** HTTP/1.1" 200 512 "-" "curl/8" id-1 1200 900 acme/shop</c></example>
public sealed record AccessLogLine
{
    /// <summary>The user that requests of the gateway's own health monitor have.</summary>
    public const string Monitor = "palisade-monitor";

    /// <summary>The client's address.</summary>
    public required string Client { get; init; }

    /// <summary>Who asked: <see cref="Monitor"/> for the gateway's own health monitor, otherwise <c>-</c> (the default): no client can make itself a name here.</summary>
    public string User { get; init; } = "-";

    /// <summary>When the request's first byte was read; written in UTC.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The method, as sent.</summary>
    public required string Method { get; init; }

    /// <summary>The target, masked.</summary>
    public required string Target { get; init; }

    /// <summary>As <c>HTTP/1.1</c>.</summary>
    public required string Protocol { get; init; }

    /// <summary>The status sent; 0 when none was.</summary>
    public required int Status { get; init; }

    /// <summary>Bytes of the response's body that were sent.</summary>
    public required long Bytes { get; init; }

    /// <summary>The Referer header, masked; null when there was none.</summary>
    public string? Referer { get; init; }

    /// <summary>The User-Agent header, masked; null when there was none.</summary>
    public string? UserAgent { get; init; }

    /// <summary>The support id.</summary>
    public required string Id { get; init; }

    /// <summary>From the request's first byte to the end of the response, in microseconds.</summary>
    public long TotalUs { get; init; }

    /// <summary>Waiting for the origin, in microseconds; null, written as <c>-</c>, when it was not asked.</summary>
    public long? UpstreamUs { get; init; }

    /// <summary>The site, with its tenant before a slash where it has one; <c>-</c> (the default) where no site had the request's host.</summary>
    public string Site { get; init; } = "-";

    /// <summary>The line, without a line end. No request can break out of its quotes or its line.</summary>
    public override string ToString()
    {
        var line = new StringBuilder(256);
        line.Append(Client).Append(" - ").Append(User).Append(" [").Append(Time.UtcDateTime.ToString("dd/MMM/yyyy:HH:mm:ss '+0000'", CultureInfo.InvariantCulture)).Append("] \"");
        Escape(line, Method);
        line.Append(' ');
        Escape(line, Target);
        line.Append(' ');
        Escape(line, Protocol);
        line.Append(CultureInfo.InvariantCulture, $"\" {Status} {Bytes} \"");
        Escape(line, Referer ?? "-");
        line.Append("\" \"");
        Escape(line, UserAgent ?? "-");
        line.Append("\" ");
        Escape(line, Id);
        line.Append(CultureInfo.InvariantCulture, $" {TotalUs} ");
        if (UpstreamUs is { } upstream) line.Append(upstream);
        else line.Append('-');
        line.Append(' ');
        Escape(line, Site);
        return line.ToString();
    }

    // As Apache and nginx do: quotes, backslashes, controls and everything beyond ASCII become \xHH.
    private static void Escape(StringBuilder line, string text)
    {
        foreach (var c in text)
        {
            if (c is >= ' ' and <= '~' and not '"' and not '\\') line.Append(c);
            else line.Append(CultureInfo.InvariantCulture, $"\\x{(int)c:X2}");
        }
    }
}
