using System.Text;
using Palisade.Engine.Http;

namespace Palisade.Protection.Bots;

/// <summary>The headers by which browsers can be told, found in one walk.</summary>
internal ref struct RequestTraits
{
    /// <summary>The last User-Agent; empty for none.</summary>
    public ReadOnlySpan<byte> UserAgent { get; private set; }

    /// <summary>Accept; empty for none.</summary>
    public ReadOnlySpan<byte> Accept { get; private set; }

    /// <summary>Sec-CH-UA; empty for none.</summary>
    public ReadOnlySpan<byte> Brands { get; private set; }

    /// <summary>Sec-CH-UA-Platform; empty for none.</summary>
    public ReadOnlySpan<byte> Platform { get; private set; }

    /// <summary>Sec-Fetch-Mode; empty for none.</summary>
    public ReadOnlySpan<byte> FetchMode { get; private set; }

    /// <summary>Whether Accept is there, be it empty.</summary>
    public bool HasAccept { get; private set; }

    /// <summary>Whether Accept-Language is there.</summary>
    public bool HasLanguage { get; private set; }

    /// <summary>Whether Accept-Encoding is there.</summary>
    public bool HasEncoding { get; private set; }

    /// <summary>Whether any Sec-Fetch header is there.</summary>
    public bool HasFetchMetadata { get; private set; }

    /// <summary>Walks the headers.</summary>
    public static RequestTraits Of(IReadOnlyList<HeaderLine> headers)
    {
        var traits = default(RequestTraits);
        for (var i = 0; i < headers.Count; i++) traits.Take(headers[i].Name.Span, headers[i].Value.Span);
        return traits;
    }

    private void Take(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        switch (name.Length)
        {
            case 6 when Is(name, "Accept"):
                Accept = value;
                HasAccept = true;
                break;
            case 9 when Is(name, "Sec-CH-UA"):
                Brands = value;
                break;
            case 10 when Is(name, "User-Agent"):
                UserAgent = value;
                break;
            case 14 when Is(name, "Sec-Fetch-Mode"):
                FetchMode = value;
                HasFetchMetadata = true;
                break;
            case 14 when Is(name, "Sec-Fetch-Site") || Is(name, "Sec-Fetch-Dest"):
                HasFetchMetadata = true;
                break;
            case 15 when Is(name, "Accept-Language"):
                HasLanguage = true;
                break;
            case 15 when Is(name, "Accept-Encoding"):
                HasEncoding = true;
                break;
            case 18 when Is(name, "Sec-CH-UA-Platform"):
                Platform = value;
                break;
        }
    }

    private static bool Is(ReadOnlySpan<byte> name, string wanted) => Ascii.EqualsIgnoreCase(name, wanted);
}
