using Palisade.Api.Audit;
using Palisade.Cli.Objects;

namespace Palisade.Cli.Accounts;

/// <summary>Which lines of an audit trail are shown. The trail is read as it comes and only the newest that fit are kept.</summary>
/// <param name="Action">A whole word, or what stands before its dot.</param>
internal sealed record AuditFilter(string? By, string? Action, string? Text, DateTimeOffset? Since, DateTimeOffset? Until)
{
    private const int Page = 10_000;

    /// <summary>Reads the trail of a tenant.</summary>
    public async Task<AuditList> ReadAsync(Connected to, int most)
    {
        var found = new Queue<AuditLine>();
        long? after = 0;
        while (after is { } at)
        {
            var page = await to.Objects.AuditAsync(at, Page, to.Stop);
            foreach (var line in page.Items.Where(Fits))
            {
                if (found.Count == most) found.Dequeue();
                found.Enqueue(line);
            }

            after = page.Next;
        }

        return new([.. found]);
    }

    private bool Fits(AuditLine line) =>
        (By is null || line.By.Contains(By, StringComparison.OrdinalIgnoreCase))
        && (Action is null || line.Action == Action || line.Action.StartsWith(Action + ".", StringComparison.Ordinal))
        && (Text is null || line.Reason.Contains(Text, StringComparison.OrdinalIgnoreCase))
        && (Since is null || line.At >= Since) && (Until is null || line.At < Until);
}
