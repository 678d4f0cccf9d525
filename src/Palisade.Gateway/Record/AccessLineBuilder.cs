using System.Text;
using Palisade.Events;
using Palisade.Events.Masking;
using Palisade.Gateway.Accept;
using Palisade.Gateway.Inspect;

namespace Palisade.Gateway.Record;

/// <summary>Makes the access line of an exchange, masked.</summary>
internal sealed class AccessLineBuilder(MaskingRules masking)
{
    /// <summary>The line.</summary>
    /// <param name="total">From the first byte to now.</param>
    public AccessLogLine Build(Exchange exchange, TimeSpan total)
    {
        var (head, mask) = (exchange.Head, Masks.Of(exchange, masking));
        return new AccessLogLine
        {
            Client = exchange.Client.Address.ToString(),
            User = exchange.Probe is null ? "-" : AccessLogLine.Monitor,
            Time = head.Started,
            Method = Encoding.Latin1.GetString(head.Method.Span),
            Target = mask.Target(head.Target.Span),
            Protocol = Encoding.Latin1.GetString(head.Protocol.Span),
            Status = exchange.Status,
            Bytes = exchange.ResponseBody.Bytes,
            Referer = Masked(exchange, mask, "Referer"),
            UserAgent = Masked(exchange, mask, "User-Agent"),
            Id = head.Id,
            TotalUs = total.Ticks / TimeSpan.TicksPerMicrosecond,
            Site = SiteWords.Tenant(exchange) is { } tenant ? $"{tenant}/{SiteWords.Name(exchange)}" : SiteWords.Name(exchange),
            UpstreamUs = exchange.OriginTime?.Ticks / TimeSpan.TicksPerMicrosecond,
        };
    }

    private static string? Masked(Exchange exchange, RequestMask mask, string header) =>
        HeadValues.First(exchange.Head.Headers, header) is { } value ? mask.Header(header, Encoding.Latin1.GetBytes(value)) : null;
}
