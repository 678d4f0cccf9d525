using System.Net;
using Palisade.Configuration.Policies;
using Palisade.Engine.Geo;
using Palisade.Engine.Http;

namespace Palisade.Protection.Policies.Matching;

/// <summary>A request as conditions see it. It lives on the stack of whoever asks; what costs something is found out when first asked for.</summary>
public ref struct PolicyRequest
{
    private readonly Geography _geography;
    private GeoPlace? _place;
    private GeoNetwork? _network;
    private bool _located;

    /// <summary>A request whose body has not come.</summary>
    /// <param name="path">As <see cref="PlainPath.Of"/> gives it.</param>
    public PolicyRequest(RequestHead head, ReadOnlySpan<byte> path, Geography geography, DateTimeOffset now)
    {
        // One by one: a span cannot be part of a tuple.
        Head = head;
        Path = path;
        Now = now;
        _geography = geography;
        Query = PlainPath.QueryOf(head.Target).Span;
    }

    /// <summary>Up to the body.</summary>
    public RequestHead Head { get; }

    /// <summary>The path as applications read it.</summary>
    public ReadOnlySpan<byte> Path { get; }

    /// <summary>The query as sent.</summary>
    public ReadOnlySpan<byte> Query { get; }

    /// <summary>When it began.</summary>
    public DateTimeOffset Now { get; }

    /// <summary>The body, decoded, as far as it is inspected; empty while <see cref="HasBody"/> is false.</summary>
    public ReadOnlySpan<byte> Body { get; private set; }

    /// <summary>Whether the body has come, or there is none.</summary>
    public bool HasBody { get; private set; }

    /// <summary>Who sent it.</summary>
    public readonly IPAddress Client => Head.Endpoints.Client;

    /// <summary>Where the client is; null when nobody knows.</summary>
    public GeoPlace? Place
    {
        get
        {
            Locate();
            return _place;
        }
    }

    /// <summary>Whose network the client is in; null when nobody knows.</summary>
    public GeoNetwork? Network
    {
        get
        {
            Locate();
            return _network;
        }
    }

    /// <summary>The same request with its body.</summary>
    public void Take(ReadOnlySpan<byte> body)
    {
        Body = body;
        HasBody = true;
    }

    /// <summary>The value of a label that clients have (<see cref="ClientLabels"/>); null when it is not known.</summary>
    public string? ClientLabel(string key) => key switch
    {
        ClientLabels.Country => Place?.Country,
        ClientLabels.Region => Place?.Region,
        ClientLabels.Continent => Place?.Continent,
        ClientLabels.Asn => Network?.Text,
        _ => null,
    };

    private void Locate()
    {
        if (_located) return;

        _place = _geography.Place(Client);
        _network = _geography.Network(Client);
        _located = true;
    }
}
