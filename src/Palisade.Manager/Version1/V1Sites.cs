using Palisade.Configuration.Documents;
using Palisade.Configuration.Objects.Naming;
using Palisade.Storage.Changes;

using static Palisade.Manager.Version1.V1Json;

namespace Palisade.Manager.Version1;

/// <summary>Sites, which are namespaces here.</summary>
internal static class V1Sites
{
    private const string Site = "conf/sites/{site}";

    private static readonly Shape Body = Shape.Parse("{name:s}");

    /// <summary>The routes.</summary>
    public static IEnumerable<V1Route> All =>
    [
        new("GET", "conf/sites", ListAsync) { Answer = Shape.Parse("{sites:[s]}") },
        new("POST", Site, MakeAsync),
        new("PUT", Site, RenameAsync) { Body = Body },
        new("DELETE", Site, DeleteAsync),
    ];

    private static async Task<Node?> ListAsync(V1Call call)
    {
        var spaces = await V1Names.AllAsync(call.Store, ObjectKinds.Namespace, "", call.Stop);
        var names = spaces.Where(s => call.By.May(Access.Permission.Read, call.Store.Name, s.Key.Local.Name)).Select(V1Names.TitleOf);
        if (call.By.May(Access.Permission.Read, call.Store.Name, ObjectNames.DefaultNamespace)) names = names.Prepend(V1Names.DefaultSite);
        return Map(("sites", Texts(names)));
    }

    private static async Task<Node?> MakeAsync(V1Call call)
    {
        var title = V1Names.Checked(call.Names[0]);
        if (title == V1Names.DefaultSite || await V1Names.FindAsync(call.Store, ObjectKinds.Namespace, "", title, call.Stop) is not null) throw V1Refused.Exists("site", title);
        var name = await V1Names.FreeAsync(call.Store, ObjectKinds.Namespace, "", V1Call.Slug(title), call.Stop);
        await call.ApplyAsync(ObjectChange.Create(V1Names.Draft(call.Store, ObjectKinds.Namespace, "", name, title, Map(("display_name", Node.OfText(title))))));
        return null;
    }

    private static async Task<Node?> RenameAsync(V1Call call)
    {
        if (call.Text("name") is not { } title) return null;
        var space = await call.ObjectAsync(ObjectKinds.Namespace, "", call.Names[0], "site");
        if (title != call.Names[0] && (title == V1Names.DefaultSite || await V1Names.FindAsync(call.Store, ObjectKinds.Namespace, "", title, call.Stop) is not null)) throw V1Refused.Exists("site", title);
        var draft = space.ToDraft();
        await call.ApplyAsync(ObjectChange.Replace(draft with { Metadata = V1Names.Called(draft.Metadata, V1Names.Checked(title)), Spec = draft.Spec.With("display_name", Node.OfText(title)) }, space.Version));
        return null;
    }

    // With everything in it: that is what the interface does.
    private static async Task<Node?> DeleteAsync(V1Call call)
    {
        var space = await call.ObjectAsync(ObjectKinds.Namespace, "", call.Names[0], "site");
        var inside = await V1Names.AllAsync(call.Store, null, space.Key.Local.Name, call.Stop);
        await call.ApplyAsync([.. inside.Select(o => ObjectChange.Delete(o.Key.Local)), ObjectChange.Delete(space.Key.Local, space.Version)]);
        return null;
    }
}
