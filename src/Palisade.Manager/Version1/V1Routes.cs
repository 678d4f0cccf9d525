namespace Palisade.Manager.Version1;

/// <summary>Every route of the v1 interface. The one list.</summary>
internal static class V1Routes
{
    /// <summary>All.</summary>
    public static IReadOnlyList<V1Route> All { get; } =
    [
        .. V1Sessions.All,
        .. V1Sites.All,
        .. V1ServerGroups.All,
        .. V1Servers.All,
        .. V1Services.All,
        .. V1Settings.All,
        .. V1Applications.All,
        .. V1Profiles.All,
        .. V1Certificates.All,
        .. V1Rules.All,
        .. V1OutboundRules.All,
        .. V1Policies.All,
        .. V1Applied.All,
        .. V1IpGroups.All,
        .. V1GatewayGroups.All,
        .. V1Gateways.All,
        .. V1ActionSets.All,
        .. V1GlobalObjects.All,
        .. V1Authorities.All,
        .. V1Dictionaries.All,
        .. V1DataSets.All,
        .. V1Monitor.All,
        .. V1System.All,
        .. V1Elsewhere.All,
    ];

    /// <summary>The route of a request; null when there is none.</summary>
    /// <param name="names">What the braces of its path stand for.</param>
    /// <param name="methods">Those that the path has.</param>
    public static V1Route? Find(string method, IReadOnlyList<string> steps, out IReadOnlyList<string> names, out IReadOnlyList<string> methods)
    {
        (names, var others) = ([], new HashSet<string>(StringComparer.Ordinal));
        foreach (var route in All)
        {
            if (route.Match(steps) is not { } found) continue;
            names = found;
            methods = [];
            if (route.Method == method) return route;
            others.Add(route.Method);
        }

        methods = [.. others];
        return null;
    }
}
