using System.Text;
using Palisade.Gateway.Accept;

namespace Palisade.Gateway.Filter.Challenges;

/// <summary>What a client could do with a page.</summary>
internal enum PageAbility
{
    /// <summary>It opens a page and would run its script.</summary>
    RunsPages,

    /// <summary>It is a program, or a browser's request for something else than a page: HTML is no use to it.</summary>
    RunsNone,

    /// <summary>It asks whether it may ask (CORS), which never carries cookies and changes nothing.</summary>
    Preflight,
}

/// <summary>Tells who can be shown a page.</summary>
internal static class PageClient
{
    /// <summary>Judges by Fetch Metadata where the browser sends it, otherwise by what is accepted.</summary>
    public static PageAbility Of(Exchange exchange)
    {
        var method = exchange.Head.Method.Span;
        var headers = exchange.Head.Headers;
        if (method.SequenceEqual("OPTIONS"u8)) return HeadValues.Bytes(headers, "Access-Control-Request-Method").IsEmpty ? PageAbility.RunsNone : PageAbility.Preflight;
        if (exchange.Kind is not RequestKind.Plain) return PageAbility.RunsNone;
        if (!method.SequenceEqual("GET"u8) && !method.SequenceEqual("HEAD"u8) && !method.SequenceEqual("POST"u8)) return PageAbility.RunsNone;
        if (!HeadValues.Bytes(headers, "X-Requested-With").IsEmpty) return PageAbility.RunsNone;

        var destination = HeadValues.Bytes(headers, "Sec-Fetch-Dest");
        if (!destination.IsEmpty && !IsPage(destination)) return PageAbility.RunsNone;

        return HeadValues.Bytes(headers, "Accept").IndexOf("text/html"u8) >= 0 ? PageAbility.RunsPages : PageAbility.RunsNone;
    }

    private static bool IsPage(ReadOnlySpan<byte> destination) =>
        Ascii.EqualsIgnoreCase(destination, "document"u8) || Ascii.EqualsIgnoreCase(destination, "iframe"u8) || Ascii.EqualsIgnoreCase(destination, "frame"u8);
}
