using System.Globalization;
using System.Text.RegularExpressions;
using Palisade.Configuration.Documents;
using static Palisade.Manager.Version1.V1Json;

namespace Palisade.Manager.Version1;

/// <summary>By which hosts a request is for one of a service's applications: the first mapping that its host matches says, and else it is the default application's.</summary>
/// <param name="Hosts">Of the application: a matcher; null for every host.</param>
/// <param name="Others">A condition that keeps out what mappings in front give to others; empty for none.</param>
internal sealed record ApplicationHosts(Node? Hosts, Node Others)
{
    /// <summary>Every host.</summary>
    public static ApplicationHosts All { get; } = new(null, Node.EmptyMap);

    /// <summary>The hosts of an application of a service; null when no request is ever for it.</summary>
    public static ApplicationHosts? Of(Node service, string application)
    {
        if (application.Length == 0) return All;
        var mappings = (service["settings"]?["hostToAppMappings"]?.Items ?? []).OrderBy(m => int.TryParse(m["priority"]?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var p) ? p : int.MaxValue).ToList();
        var applications = service["applications"]?.Members ?? [];
        var isDefault = (service["settings"]?["defaultApplication"]?.Value ?? (applications.Count == 1 ? applications[0].Key : "")) == application;
        var last = isDefault ? mappings.Count : mappings.FindLastIndex(m => m["application"]?.Value == application);
        if (last < 0) return null;
        // Where its own mappings stand between those of others, those of others in front of its last are left out: rather one host too few than one that is another's.
        var own = mappings.Where(m => m["application"]?.Value == application).ToList();
        var others = mappings.Take(last).Where(m => m["application"]?.Value != application).ToList();
        var except = others.Count == 0 ? Node.EmptyMap : Map(("domain_matcher", Matcher(others).With("invert_matcher", Node.OfFlag(value: true))));
        return new(isDefault ? null : Matcher(own), except);
    }

    /// <summary>A policy for these hosts.</summary>
    public Node In(Node spec) => Hosts is null ? spec : spec.With("server_name_matcher", Hosts);

    private static Node Matcher(IReadOnlyList<Node> mappings) => Map(("regex_values", Texts(mappings.Select(Pattern).Distinct(StringComparer.Ordinal))));

    private static string Pattern(Node mapping)
    {
        var host = Regex.Escape((mapping["host"]?.Value ?? "").ToLowerInvariant());
        return (mapping["hostMatchType"]?.Value ?? "Exact").ToLowerInvariant() switch
        {
            "prefix" => "^" + host,
            "suffix" => host + "$",
            "contains" or "includes" => host,
            "any" => "^",
            _ => $"^{host}$",
        };
    }
}
