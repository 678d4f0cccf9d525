using Palisade.Api.Faults;
using Palisade.Configuration.Objects.Naming;
using Palisade.Manager.Access;
using Palisade.Manager.Http;
using Palisade.Storage.Changes;

namespace Palisade.Manager.Objects;

/// <summary>From what the store refused to what is answered.</summary>
internal static class Outcome
{
    /// <summary>The result, or the problem that it is.</summary>
    /// <param name="ifMatch">Whether the version came in a header: then another one is a precondition that failed.</param>
    public static ApplyResult OrRefuse(this ApplyResult result, Principal by, string tenant, bool ifMatch = false)
    {
        if (!result.IsRefused) return result;
        var faults = result.Refusals.Select(r => Fault(r, by, tenant)).ToList();
        throw new RequestRefused(Status(result.Refusals, ifMatch), faults.Count == 1 ? faults[0].Message : $"There are {faults.Count} faults; nothing was changed.", faults);
    }

    /// <summary>Refuses what somebody may not do with any of the objects.</summary>
    public static void Require(this Principal by, Permission permission, string tenant, IEnumerable<LocalKey> keys)
    {
        var faults = keys.Where(k => !by.May(permission, tenant, k)).Take(20).Select(k => new Fault("", "Your roles do not allow this.", k.ToString())).ToList();
        if (faults.Count > 0) throw new RequestRefused(403, "Your roles do not allow this with every object.", faults);
    }

    private static int Status(IReadOnlyList<Refusal> refusals, bool ifMatch) =>
        refusals.Any(r => r.Reason is RefusalReason.Invalid or RefusalReason.Dangling) ? 422
        : refusals.All(r => r.Reason is RefusalReason.NotFound) ? 404
        : ifMatch && refusals.All(r => r.Reason is RefusalReason.Conflict) ? 412
        : 409;

    // Who sees some namespaces only is not told what in the others names something.
    private static Fault Fault(Refusal refusal, Principal by, string tenant)
    {
        var hidden = refusal.Reason is RefusalReason.InUse && !by.May(Permission.Read, tenant);
        return new(refusal.Fault.Field, hidden ? "It is used by other objects." : refusal.Fault.Message, refusal.Key.ToString());
    }
}
