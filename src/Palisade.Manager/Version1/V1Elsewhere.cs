using Palisade.Configuration.Documents;
using static Palisade.Manager.Version1.V1Json;

namespace Palisade.Manager.Version1;

/// <summary>Paths of what there is none of here, databases above all, which exports of whole systems read: they are told that it is empty.</summary>
internal static class V1Elsewhere
{
    private static readonly (string Path, string? Member)[] Lists =
    [
        ("conf/agents", "agents"),
        ("conf/agentsMonitoringRules", "policies"),
        ("conf/applicationGroups", "application-groups"),
        ("conf/assessment/policies", "policies"),
        ("conf/assessment/scans", "scans"),
        ("conf/assessment/tests", "tests"),
        ("conf/auditPolicies", "audit-policies"),
        ("conf/classification/profiles", "profiles"),
        ("conf/classification/scans", "scans"),
        ("conf/cloudAccounts", "names"),
        ("conf/dataEnrichmentPolicies", null),
        ("conf/dataTypes", null),
        ("conf/dbauditreports", "db-audit-reports"),
        ("conf/dbSecurityPolicies", "db-security-policies"),
        ("conf/discovery/scans", null),
        ("conf/mxs", "mxs"),
        ("conf/tableGroups", null),
    ];

    /// <summary>The routes.</summary>
    public static IEnumerable<V1Route> All =>
    [
        .. Lists.Select(l => new V1Route("GET", l.Path, _ => Task.FromResult<Node?>(l.Member is null ? Node.OfList([]) : Map((l.Member, Node.OfList([]))))) { Answer = Shape.Parse(l.Member is null ? "[o]" : $"{{{l.Member}:[o]}}") }),
        new("GET", "conf/dbServices/{site}/{group}", _ => Task.FromResult<Node?>(Map(("db-services", Node.OfList([]))))) { Answer = Shape.Parse("{db-services:[o]}") },
    ];
}
