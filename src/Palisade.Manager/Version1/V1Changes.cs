using Palisade.Configuration.Objects.Naming;
using Palisade.Storage.Changes;

namespace Palisade.Manager.Version1;

/// <summary>Carries changes out and tells refusals as the v1 interface does.</summary>
internal static class V1Changes
{
    /// <summary>Does all of it, and what follows from it, or throws with every reason.</summary>
    public static async Task ApplyAsync(this V1Call call, params IReadOnlyList<ObjectChange> changes)
    {
        // What follows is nobody's wish of its own, and needs no right of its own.
        foreach (var space in changes.Select(c => c.Key.Namespace).Distinct(StringComparer.Ordinal)) call.Require(Access.Permission.Write, space);
        var result = await call.Store.Changes.ApplyAsync([.. changes, .. await Consequences.OfAsync(call.Store, changes, call.Stop)], new(call.Author, $"v1: {call.Http.Request.Method}"), stop: call.Stop);
        if (!result.IsRefused) return;
        var reasons = result.Refusals.Select(r => r.Reason).ToHashSet();
        var text = string.Join(' ', result.Refusals.Take(10).Select(r => $"{r.Key}: {r.Fault.Field} {r.Fault.Message}"));
        throw reasons.Contains(RefusalReason.Conflict) ? new V1Refused(409, "IMP-90409", $"Somebody else changed it at the same time. {text}")
            : reasons.Contains(RefusalReason.InUse) ? new V1Refused(406, "IMP-90407", text)
            : reasons.Contains(RefusalReason.Taken) ? new V1Refused(406, "IMP-90406", text)
            : V1Refused.Invalid(text);
    }

    /// <summary>The namespace of what the v1 interface calls a site.</summary>
    public static async Task<string> SpaceAsync(this V1Call call, string site)
    {
        var space = site == V1Names.DefaultSite ? ObjectNames.DefaultNamespace : (await V1Names.FindAsync(call.Store, ObjectKinds.Namespace, "", site, call.Stop))?.Key.Local.Name;
        if (space is null) throw V1Refused.Missing("site", site);
        call.Require(Access.Permission.Read, space);
        return space;
    }

    /// <summary>An object by what it is called.</summary>
    public static async Task<Configuration.Objects.ObjectRecord> ObjectAsync(this V1Call call, string kind, string space, string title, string what)
    {
        call.Require(Access.Permission.Read, space);
        return await V1Names.FindAsync(call.Store, kind, space, title, call.Stop) ?? throw V1Refused.Missing(what, title);
    }
}
