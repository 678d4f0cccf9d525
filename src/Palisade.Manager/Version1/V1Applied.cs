using Palisade.Configuration.Documents;
using Palisade.Storage.Changes;
using static Palisade.Manager.Version1.V1Json;

namespace Palisade.Manager.Version1;

/// <summary>Which policies are applied to server groups, services and applications.</summary>
internal static class V1Applied
{
    private const string Group = "conf/serverGroups/{site}/{group}";
    private const string Service = "conf/webServices/{site}/{group}/{service}";
    private const string Application = "conf/webApplications/{site}/{group}/{service}/{application}";

    private static readonly string[] Members = ["siteName", "serverGroupName", "webServiceName", "webApplicationName"];

    private static readonly Shape Told = Shape.Parse("[{policy-name:s, policy-type:s, system:b, adc:b, som:b}]");

    /// <summary>The routes.</summary>
    public static IEnumerable<V1Route> All =>
    [
        new("GET", Group + "/securityPolicies", c => ListAsync(c, 2)) { Answer = Told },
        new("GET", Service + "/securityPolicies", c => ListAsync(c, 3)) { Answer = Told },
        new("GET", Application + "/securityPolicies", c => ListAsync(c, 4)) { Answer = Told },
        new("POST", $"{Service}/{PolicyType.ServiceCustom}/{{policy}}", c => ApplyAsync(c, PolicyType.ServiceCustom, 3, add: true)),
        new("DELETE", $"{Service}/{PolicyType.ServiceCustom}/{{policy}}", c => ApplyAsync(c, PolicyType.ServiceCustom, 3, add: false)),
        new("POST", $"{Application}/{PolicyType.ApplicationCustom}/{{policy}}", c => ApplyAsync(c, PolicyType.ApplicationCustom, 4, add: true)),
        new("DELETE", $"{Application}/{PolicyType.ApplicationCustom}/{{policy}}", c => ApplyAsync(c, PolicyType.ApplicationCustom, 4, add: false)),
    ];

    private static async Task<Node?> ListAsync(V1Call call, int steps)
    {
        var scope = await ScopeAsync(call, steps, write: false);
        var told = new List<Node>();
        // Policies are in the namespace that is always there: who may not read that sees which hold, and that is all.
        foreach (var type in PolicyType.All)
        {
            foreach (var policy in await Documents.KnownAsync(call, type.Type))
            {
                if (PolicyScope.Of(Documents.BodyOf(policy)).Contains(scope)) told.Add(Map(("policy-name", Node.OfText(V1Names.TitleOf(policy))), ("policy-type", Node.OfText(type.Name)), ("system", No), ("adc", No), ("som", No)));
            }
        }

        return Node.OfList(told);
    }

    private static async Task<Node?> ApplyAsync(V1Call call, string name, int steps, bool add)
    {
        var scope = await ScopeAsync(call, steps, write: true);
        var type = PolicyType.All.First(t => t.Name == name);
        var policy = await V1Policies.FindAsync(call, type, call.Names[steps]);
        var draft = policy.ToDraft();
        var body = Documents.BodyOf(draft);
        var scopes = PolicyScope.Of(body).Where(s => s != scope);
        await call.ApplyAsync(ObjectChange.Replace(V1Policies.With(call, type, draft, PolicyScope.In(body, add ? scopes.Append(scope) : scopes)), policy.Version));
        return null;
    }

    private static Task<PolicyScope> ScopeAsync(V1Call call, int steps, bool write) => PolicyScope.ResolveAsync(call, Map(Members.Take(steps).Select((m, i) => (m, Node.OfText(call.Names[i])))), write);

    private static Node No { get; } = Node.OfFlag(value: false);
}
