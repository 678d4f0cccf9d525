using Palisade.Configuration.Documents;
using static Palisade.Manager.Version1.V1Json;

namespace Palisade.Manager.Version1;

/// <summary>Action sets: what is done besides when something is found. Kept, and told by their actions' names.</summary>
internal static class V1ActionSets
{
    private const string Sets = "conf/actionSets";
    private const string Action = Sets + "/{set}/{action}";
    private const string ActionShape =
        "{name:s, type:s, runOnEveryEvent:b, duration:i, protocol:s, host:s, port:i, secondaryHost:s, secondaryPort:i, syslogLogLevel:s, syslogFacility:s, fromAddress:s, toAddress:s, ccAddress:s, emailSubject:s, "
        + "emailBody:s, emailFormat:s, password:s, username:s, remoteDirectory:s, authenticationKeyPassphrase:s, useAuthenticationKey:s, authenticationKeyPath:s, accessKeyId:s, region:s, secretAccessKey:s, bucketName:s, "
        + "useAmazonMXCredentials:s, actionInterface:s, message:s}";

    private static readonly Shape One = Shape.Parse(ActionShape);

    /// <summary>The sets.</summary>
    public static Collection Kept { get; } = new(Sets, "action set", "actionSets", Shape.Parse($"{{type:s, actions:[{ActionShape}]}}")) { Usual = Map(("type", Node.OfText("security")), ("actions", Node.OfList([]))) };

    /// <summary>The routes.</summary>
    public static IEnumerable<V1Route> All =>
    [
        .. Kept.All.Where(r => r.Method is not "PUT"),
        new("GET", Action, async c => Find(ActionsOf(Documents.BodyOf(await Kept.FindAsync(c, c.Names[0]))), c.Names[1])) { Answer = One },
        new("POST", Action, c => ChangeAsync(c, (all, name) => all.Any(a => NameOf(a) == name) ? throw V1Refused.Exists("action", name) : [.. all, Given(c, Node.EmptyMap, V1Names.Checked(name))])) { Body = One },
        new("PUT", Action, c => ChangeAsync(c, (all, name) =>
        {
            var known = Find(all, name);
            return [.. all.Select(a => a == known ? Given(c, known, name) : a)];
        })) { Body = One },
        new("DELETE", Action, c => ChangeAsync(c, (all, name) =>
        {
            var known = Find(all, name);
            return [.. all.Where(a => a != known)];
        })),
    ];

    /// <summary>The actions of a set.</summary>
    public static IReadOnlyList<Node> ActionsOf(Node set) => set["actions"]?.Items ?? [];

    private static Node Find(IReadOnlyList<Node> actions, string name) => actions.FirstOrDefault(a => NameOf(a) == name) ?? throw V1Refused.Missing("action", name);

    private static string? NameOf(Node action) => action["name"]?.Value;

    private static Node Given(V1Call call, Node known, string name)
    {
        var changed = Documents.Merged(known, call.Body);
        return changed["name"] is null || known == Node.EmptyMap ? changed.With("name", Node.OfText(name)) : changed;
    }

    private static async Task<Node?> ChangeAsync(V1Call call, Func<IReadOnlyList<Node>, string, IReadOnlyList<Node>> change)
    {
        await Kept.ChangeAsync(call, call.Names[0], body => body.With("actions", Node.OfList(change(ActionsOf(body), call.Names[1]))));
        return null;
    }
}
