using Palisade.Configuration.Policies;
using Palisade.Protection.Bots;
using Palisade.Protection.Policies.Firewall;
using Palisade.Protection.Policies.Matching;

namespace Palisade.Protection.Policies;

/// <summary>A site's policy, compiled: its routes in order, and what holds where none speaks. Immutable.</summary>
public sealed class SitePolicy
{
    private readonly RouteMatch[] _routes;

    internal SitePolicy(string name, SiteConfig config, RoutePolicy whole, RouteMatch[] routes)
    {
        (Name, Labels, Anonymization, Whole, _routes) = (name, config.Labels, config.Anonymization, whole, routes);
        BotDefenses = [.. routes.Select(r => r.Policy.Bots).Prepend(whole.Bots).OfType<BotDefense>().Distinct()];
    }

    /// <summary>The site of a gateway without policy files.</summary>
    public static SitePolicy None { get; } = new("default", new SiteConfig(), RoutePolicy.None, []);

    /// <summary>The name of its object.</summary>
    public string Name { get; }

    /// <summary>Its labels.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; }

    /// <summary>What is masked besides what always is.</summary>
    public AnonymizationConfig Anonymization { get; }

    /// <summary>The databases that say where clients are.</summary>
    public Geography Geography { get; internal init; } = Geography.None;

    /// <summary>What holds for a request that no route speaks of.</summary>
    public RoutePolicy Whole { get; }

    /// <summary>Every firewall of the site and its routes, once each.</summary>
    public IEnumerable<FirewallPolicy> Firewalls => _routes.Select(r => r.Policy.Firewall).Prepend(Whole.Firewall).OfType<FirewallPolicy>().Distinct();

    /// <summary>Every <c>bot_defense</c> that holds somewhere on the site.</summary>
    public IReadOnlyList<BotDefense> BotDefenses { get; }

    /// <summary>Whether anything but the gateway's own settings can hold for a request.</summary>
    public bool HasPolicies => !ReferenceEquals(this, None);

    /// <summary>What holds for a request: what the first route says that matches it, or the site.</summary>
    /// <param name="path">As <see cref="PlainPath.Of"/> gives it.</param>
    public RoutePolicy For(ReadOnlySpan<byte> path, ReadOnlySpan<byte> method) => Of(Find(path, method));

    /// <summary>The first route that has a request, counted from 0; -1 for none.</summary>
    /// <param name="path">As <see cref="PlainPath.Of"/> gives it.</param>
    public int Find(ReadOnlySpan<byte> path, ReadOnlySpan<byte> method)
    {
        for (var i = 0; i < _routes.Length; i++)
        {
            if (_routes[i].Matches(path, method)) return i;
        }

        return -1;
    }

    /// <summary>What the paths of a route begin with; empty where they are told otherwise.</summary>
    public ReadOnlyMemory<byte> PrefixOf(int route) => route < 0 ? default : _routes[route].Prefix;

    /// <summary>What holds on a route, as <see cref="Find"/> gives it.</summary>
    public RoutePolicy Of(int route) => route < 0 ? Whole : _routes[route].Policy;
}

/// <summary>Which requests a route has, and what holds for them.</summary>
internal sealed class RouteMatch(PathPattern? path, byte[][] methods, RoutePolicy policy)
{
    /// <summary>What holds.</summary>
    public RoutePolicy Policy { get; } = policy;

    /// <summary>What its paths begin with; empty where they are told otherwise.</summary>
    public ReadOnlyMemory<byte> Prefix => path?.Prefix ?? default;

    /// <summary>Whether a request is one of the route's.</summary>
    public bool Matches(ReadOnlySpan<byte> requested, ReadOnlySpan<byte> method) =>
        (path is null || path.Matches(requested)) && (methods.Length == 0 || IsOneOf(methods, method));

    private static bool IsOneOf(byte[][] methods, ReadOnlySpan<byte> method)
    {
        foreach (var one in methods)
        {
            if (method.SequenceEqual(one)) return true;
        }

        return false;
    }
}
