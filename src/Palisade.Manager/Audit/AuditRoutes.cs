using Palisade.Api.Audit;
using Palisade.Manager.Access;
using Palisade.Manager.Http;
using Palisade.Storage;

namespace Palisade.Manager.Audit;

/// <summary>The audit trail, to be read. Nothing here changes it: the store adds a line with each change.</summary>
internal sealed class AuditRoutes(ObjectStore store)
{
    /// <summary>The routes.</summary>
    public IEnumerable<Route> All =>
    [
        new("GET", "/api/tenants/{tenant}/audit", "Lines of the audit trail, in their order", Gate.Here(Permission.Audit), ListAsync)
        {
            Query = [new("after", "integer", "Lines behind this number. Default 0.", 0, long.MaxValue), new("limit", "integer", "At most so many. Default 1,000.", 1, 10_000)],
            Answers = [new(200, typeof(AuditList))],
        },
        new("GET", "/api/tenants/{tenant}/audit/check", "Whether the audit trail was edited", Gate.Here(Permission.Audit), CheckAsync) { Answers = [new(200, typeof(AuditCheckView))] },
    ];

    private async Task<Answer> ListAsync(Call call)
    {
        var most = (int)(call.Number("limit") ?? 1000);
        var lines = await store.Tenant(call.Tenant).Past.AuditAsync(call.Number("after") ?? 0, most, call.Stop);
        return Answer.Ok(new AuditList(
            [.. lines.Select(l => new AuditLine(l.Sequence, l.At, l.Author, l.Action, l.Reason, l.Revision, l.Hash))], lines.Count == most ? lines[^1].Sequence : null));
    }

    private async Task<Answer> CheckAsync(Call call)
    {
        var report = await store.Tenant(call.Tenant).Past.CheckAsync(stop: call.Stop);
        return Answer.Ok(new AuditCheckView(report.Faults.Count == 0, report.Head.Count, report.Head.Hash, report.Faults));
    }
}
