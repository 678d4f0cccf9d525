namespace Palisade.Cli.Following;

/// <summary>Tells the manager what is in force, soon after it changed; after a new connection, all of it.</summary>
internal sealed class Reports(Tenants tenants, FollowOptions options)
{
    private const int MostAtOnce = 500;
    private static readonly TimeSpan Anyway = TimeSpan.FromMinutes(1);

    /// <summary>Tells until it is stopped or a report does not arrive.</summary>
    public async Task RunAsync(ManagerLink link, CancellationToken stop)
    {
        foreach (var pump in tenants.All) pump.IsFresh = true;
        var since = Anyway;
        while (true)
        {
            TenantPump[] fresh = [.. tenants.All.Where(p => p.IsFresh).Take(MostAtOnce)];
            if (fresh.Length > 0 || since >= Anyway)
            {
                // Before the reading: what changes meanwhile is told next time.
                foreach (var pump in fresh) pump.IsFresh = false;
                await SendAsync(link, fresh, stop);
                since = TimeSpan.Zero;
            }

            await Task.Delay(options.Report, stop);
            since += options.Report;
        }
    }

    private async Task SendAsync(ManagerLink link, TenantPump[] fresh, CancellationToken stop)
    {
        try
        {
            await link.ReportAsync(new(options.Version, [.. fresh.Select(p => p.Report)]), stop);
        }
        catch
        {
            foreach (var pump in fresh) pump.IsFresh = true;
            throw;
        }
    }
}
