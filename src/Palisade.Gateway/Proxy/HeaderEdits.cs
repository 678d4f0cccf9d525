using Microsoft.AspNetCore.Http;
using Palisade.Configuration.Objects.Kinds;
using Palisade.Gateway.Accept;

namespace Palisade.Gateway.Proxy;

/// <summary>What a site and then its route change in headers: first what is taken out, then what is set, then what is added.</summary>
internal readonly struct HeaderEdits
{
    private readonly SiteDelivery _site;
    private readonly RouteDelivery? _route;

    private HeaderEdits(SiteDelivery site, RouteDelivery? route) => (_site, _route) = (site, route);

    /// <summary>Those of a request's site and route.</summary>
    public static HeaderEdits Of(Exchange exchange)
    {
        var delivery = exchange.Served!.Delivery;
        return new(delivery, exchange.Route >= 0 && exchange.Route < delivery.Routes.Count ? delivery.Routes[exchange.Route] : null);
    }

    /// <summary>Changes what goes to the origin.</summary>
    public void Request(HttpRequestMessage to)
    {
        Change(_site.RequestHeaders, to);
        if (_route is { } route) Change(route.RequestHeaders, to);
    }

    /// <summary>Changes what goes to the client.</summary>
    public void Response(IHeaderDictionary to)
    {
        Change(_site.ResponseHeaders, to);
        if (_route is { } route) Change(route.ResponseHeaders, to);
    }

    private static void Change(HeaderChanges changes, HttpRequestMessage to)
    {
        if (ReferenceEquals(changes, HeaderChanges.None)) return;
        foreach (var name in changes.Remove) Remove(to, name);
        foreach (var (name, value) in changes.Set)
        {
            Remove(to, name);
            Add(to, name, value);
        }

        foreach (var (name, value) in changes.Add) Add(to, name, value);
    }

    private static void Change(HeaderChanges changes, IHeaderDictionary to)
    {
        if (ReferenceEquals(changes, HeaderChanges.None)) return;
        foreach (var name in changes.Remove) to.Remove(name);
        foreach (var (name, value) in changes.Set) to[name] = value;
        foreach (var (name, value) in changes.Add) to.Append(name, value);
    }

    // Which of the two holds a name is the library's business: what describes the body is with the body.
    private static void Remove(HttpRequestMessage to, string name)
    {
        if (!to.Headers.Remove(name)) to.Content?.Headers.Remove(name);
    }

    private static void Add(HttpRequestMessage to, string name, string value)
    {
        if (!to.Headers.TryAddWithoutValidation(name, value)) to.Content?.Headers.TryAddWithoutValidation(name, value);
    }
}
