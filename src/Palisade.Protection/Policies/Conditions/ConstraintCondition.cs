using System.Buffers.Text;
using Palisade.Configuration.Policies;
using Palisade.Protection.Policies.Matching;

namespace Palisade.Protection.Policies.Conditions;

/// <summary><c>request_constraints</c>: one of some sizes or counts is exceeded.</summary>
internal sealed class ConstraintCondition(RequestConstraintsConfig limits) : Condition
{
    /// <inheritdoc/>
    public override string Word => "request_constraints";

    /// <inheritdoc/>
    public override bool Holds(ref PolicyRequest request) => LineExceeds(ref request) || HeadersExceed(ref request) || ParametersExceed(ref request);

    private bool LineExceeds(ref PolicyRequest request) =>
        request.Head.Target.Length > limits.UrlSize
        || request.Query.Length > limits.QuerySize
        || request.Head.RequestLine.Length > limits.RequestLineSize;

    private bool HeadersExceed(ref PolicyRequest request)
    {
        var headers = request.Head.Headers;
        if (headers.Count > limits.HeaderCount) return true;

        long size = request.Head.RequestLine.Length;
        var cookies = 0;
        for (var i = 0; i < headers.Count; i++)
        {
            var (name, value) = headers[i];
            if (name.Length > limits.HeaderKeySize || value.Length > limits.HeaderValueSize) return true;
            if (System.Text.Ascii.EqualsIgnoreCase(name.Span, "Cookie"u8) && CookiesExceed(value.Span, ref cookies)) return true;
            if (System.Text.Ascii.EqualsIgnoreCase(name.Span, "Content-Length"u8) && Utf8Parser.TryParse(value.Span, out long length, out _)) size += Math.Clamp(length, 0, 1L << 40);
            size += name.Length + value.Length;
        }

        return size > limits.RequestSize;
    }

    private bool CookiesExceed(ReadOnlySpan<byte> header, ref int count)
    {
        var pairs = new Pairs(header, (byte)';');
        while (pairs.Next())
        {
            if (++count > limits.CookieCount || pairs.Name.Length > limits.CookieKeySize || pairs.Value.Length > limits.CookieValueSize) return true;
        }

        return false;
    }

    private bool ParametersExceed(ref PolicyRequest request)
    {
        var count = 0;
        var pairs = new Pairs(request.Query, (byte)'&');
        while (pairs.Next())
        {
            if (++count > limits.ParameterCount || pairs.Name.Length > limits.ParameterNameSize || pairs.Value.Length > limits.ParameterValueSize) return true;
        }

        return false;
    }
}
