using System.Globalization;
using Palisade.Bench.Fleet.Running;

namespace Palisade.Bench.Fleet.Modes;

/// <summary>Many good sites of some tenants.</summary>
internal sealed class Population(RunningFleet fleet, SiteRules rules)
{
    private const int Tenants = 20;
    private const int OneApply = 500;

    private int _sites;

    /// <summary>The host of a site.</summary>
    public static string HostOf(int site) => string.Create(CultureInfo.InvariantCulture, $"site-{site}.example");

    /// <summary>Makes the tenants, and the rules of the platform.</summary>
    public async Task BeginAsync()
    {
        for (var t = 0; t < Tenants; t++)
        {
            await fleet.Api.MakeTenantAsync($"team-{t}");
            await fleet.Api.ApplyAsync($"team-{t}", SiteText.Pool(fleet.Origin.Port));
        }

        if (rules.Set is not { } set) return;
        await fleet.Api.ApplyAsync("system", set);
        await fleet.Api.RollOutAsync("crs");
    }

    /// <summary>Makes sites until there are so many.</summary>
    public async Task GrowAsync(int sites)
    {
        for (var t = 0; t < Tenants; t++)
        {
            foreach (var some in Enumerable.Range(_sites, sites - _sites).Where(s => s % Tenants == t).Chunk(OneApply))
                await fleet.Api.ApplyAsync($"team-{t}", SiteText.Join(some.SelectMany(s => rules.Beside($"site-{s}", s).Append(Text(s, 0)))));
        }

        _sites = sites;
    }

    /// <summary>Changes one.</summary>
    public Task ChangeAsync(int site, int number) => fleet.Api.ApplyAsync($"team-{site % Tenants}", Text(site, number));

    private string Text(int site, int number) => rules.Site(string.Create(CultureInfo.InvariantCulture, $"site-{site}"), HostOf(site), number);
}
