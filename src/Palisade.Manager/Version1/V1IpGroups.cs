using Palisade.Configuration.Documents;
using Palisade.Configuration.Objects;
using Palisade.Configuration.Objects.Metadata;
using Palisade.Configuration.Objects.Naming;
using Palisade.Configuration.Policies;
using Palisade.Storage.Changes;
using static Palisade.Manager.Version1.V1Json;

namespace Palisade.Manager.Version1;

/// <summary>IP groups, which are prefix sets here.</summary>
internal static class V1IpGroups
{
    private const string IpGroup = "conf/ipGroups/{name}";

    // What an object was written with, so that it is told as it was written.
    private const string Entries = "palisade.internal/entries";

    // Notes of an object have 256 Ki characters together. What was written with more entries is told as prefixes.
    private const int LongestNote = 200 * 1024;

    private static readonly Shape Body = Shape.Parse("{entries:[{type:s, ipAddressFrom:s, ipAddressTo:s, networkAddress:s, cidrMask:i, operation:s(add|update|remove)}]}");

    /// <summary>The routes.</summary>
    public static IEnumerable<V1Route> All =>
    [
        new("GET", "conf/ipGroups", async c => Map(("names", Texts((await V1Names.AllAsync(c.Store, KindNames.IpPrefixSet, Space(c), c.Stop)).Where(s => !WebServiceSites.IsMade(s)).Select(V1Names.TitleOf))))) { Answer = Shape.Parse("{names:[s]}") },
        new("GET", IpGroup, ReadAsync) { Answer = Body },
        new("GET", IpGroup + "/data", ReadAsync) { Answer = Body },
        new("POST", IpGroup, MakeAsync) { Body = Body },
        new("PUT", IpGroup, ChangeAsync) { Body = Body },
        new("PUT", IpGroup + "/data", ChangeAsync) { Body = Body },
        new("DELETE", IpGroup, DeleteAsync),
        new("DELETE", IpGroup + "/clear", ClearAsync),
    ];

    // IP groups are of no site there; here they are in the namespace that is always there.
    private static string Space(V1Call call)
    {
        call.Require(Access.Permission.Read, ObjectNames.DefaultNamespace);
        return ObjectNames.DefaultNamespace;
    }

    /// <summary>An IP group by what it is called.</summary>
    public static Task<ObjectRecord> FindAsync(V1Call call, string title) => call.ObjectAsync(KindNames.IpPrefixSet, Space(call), title, "IP group");

    /// <summary>How an object of any site names it.</summary>
    public static Node Named(ObjectRecord group) => Map(("name", Node.OfText(group.Key.Local.Name)), ("namespace", Node.OfText(group.Key.Local.Namespace)));

    private static Task<ObjectRecord> GroupAsync(V1Call call) => FindAsync(call, call.Names[0]);

    private static async Task<Node?> ReadAsync(V1Call call) => Map(("entries", Node.OfList(EntriesOf(await GroupAsync(call)))));

    private static IReadOnlyList<Node> EntriesOf(ObjectRecord group)
    {
        var prefixes = group.ReadSpec()["prefixes"]?.Items.Select(p => p.Value).ToList() ?? [];
        var written = V1Names.Note(group.Metadata, Entries)?.Items ?? [];
        // Somebody may have changed the object past this interface.
        return written.SelectMany(AddressEntries.Prefixes).SequenceEqual(prefixes) ? written : [.. prefixes.Select(AddressEntries.Of)];
    }

    private static async Task<Node?> MakeAsync(V1Call call)
    {
        var title = V1Names.Checked(call.Names[0]);
        if (await V1Names.FindAsync(call.Store, KindNames.IpPrefixSet, Space(call), title, call.Stop) is not null) throw V1Refused.Exists("IP group", title);
        var name = await V1Names.FreeAsync(call.Store, KindNames.IpPrefixSet, Space(call), V1Call.Slug(title), call.Stop);
        var draft = V1Names.Draft(call.Store, KindNames.IpPrefixSet, Space(call), name, title, Node.EmptyMap);
        await call.ApplyAsync(ObjectChange.Create(With(draft, AddressEntries.Edited([], call.Body["entries"]))));
        return null;
    }

    private static async Task<Node?> ChangeAsync(V1Call call)
    {
        var group = await GroupAsync(call);
        await call.ApplyAsync(ObjectChange.Replace(With(group.ToDraft(), AddressEntries.Edited(EntriesOf(group), call.Body["entries"])), group.Version));
        return null;
    }

    private static async Task<Node?> ClearAsync(V1Call call)
    {
        var group = await GroupAsync(call);
        await call.ApplyAsync(ObjectChange.Replace(With(group.ToDraft(), []), group.Version));
        return null;
    }

    private static async Task<Node?> DeleteAsync(V1Call call)
    {
        var group = await GroupAsync(call);
        await call.ApplyAsync(ObjectChange.Delete(group.Key.Local, group.Version));
        return null;
    }

    private static ObjectDraft With(ObjectDraft draft, IReadOnlyList<Node> entries) => draft with
    {
        Metadata = Kept(draft.Metadata, entries),
        Spec = draft.Spec.With("prefixes", Texts(entries.SelectMany(AddressEntries.Prefixes))),
    };

    private static Annotated Kept(Annotated metadata, IReadOnlyList<Node> entries)
    {
        var noted = V1Names.Noted(metadata, Entries, Node.OfList(entries));
        return noted.Annotations[Entries].Length <= LongestNote ? noted : V1Names.Noted(metadata, Entries, Node.OfList([]));
    }
}
