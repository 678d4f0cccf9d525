using System.Globalization;
using Microsoft.AspNetCore.Http;
using Palisade.Configuration.Documents;

namespace Palisade.Gateway.Record.Probes;

/// <summary>What somebody wants to see of the monitor's log.</summary>
internal sealed record ProbeQuery
{
    private const string Known = "tenant, site, url, host, result, status, since, until, limit";

    private string? Tenant { get; set; }

    private string? Site { get; set; }

    private string? Url { get; set; }

    private string? Host { get; set; }

    private bool? Good { get; set; }

    private ProbeResult? Result { get; set; }

    private int? Status { get; set; }

    private DateTimeOffset? Since { get; set; }

    private DateTimeOffset? Until { get; set; }

    /// <summary>Most entries: 1 to 3,000. Default 100.</summary>
    public int Limit { get; private set; } = 100;

    /// <summary>Reads it from the query of a URL.</summary>
    /// <returns>What is wrong with it; null for nothing.</returns>
    public static ProbeRefusal? TryRead(IQueryCollection query, out ProbeQuery wanted)
    {
        wanted = new();
        foreach (var (name, values) in query)
        {
            if (values.Count != 1) return new(name, "It is there more than once.");
            if (wanted.Take(name, values[0] ?? "") is { } fault) return new(name.Length > 64 ? name[..64] : name, fault);
        }

        return null;
    }

    /// <summary>Whether an entry is wanted.</summary>
    public bool Has(ProbeEntry entry) =>
        Has(entry.Tenant, entry.Site, entry.Url, entry.Host) && (Good is null || entry.IsGood == Good) && (Result is null || entry.Result == Result)
        && (Status is null || entry.Status == Status) && !(entry.Time < Since) && !(entry.Time >= Until);

    /// <summary>Whether a URL is.</summary>
    public bool Has(ProbeState state) => Has(state.Tenant, state.Site, state.Url, state.Host) && (Good is null || state.Well == Good);

    private bool Has(string tenant, string site, string url, string host) =>
        (Tenant is null || tenant == Tenant) && (Site is null || site == Site) && (Url is null || url == Url) && (Host is null || host == Host);

    private string? Take(string name, string value)
    {
        switch (name)
        {
            case "tenant": Tenant = value; return null;
            case "site": Site = value; return null;
            case "url": Url = value; return null;
            case "host": Host = value; return null;
            case "result": return TakeResult(value);
            case "status": return Number(value, 100, 599, n => Status = n);
            case "limit": return Number(value, 1, ProbeLog.Most, n => Limit = n);
            case "since": return Time(value, t => Since = t);
            case "until": return Time(value, t => Until = t);
            default: return $"There is no such filter; there are {Known}.";
        }
    }

    private string? TakeResult(string value)
    {
        if (value is "good" or "bad")
        {
            Good = value is "good";
            return null;
        }

        foreach (var result in Enum.GetValues<ProbeResult>())
        {
            if (Word.Of(result) != value) continue;
            Result = result;
            return null;
        }

        return $"It is not one of good, bad, {string.Join(", ", Enum.GetValues<ProbeResult>().Select(Word.Of))}.";
    }

    private static string? Number(string value, int least, int most, Action<int> take)
    {
        if (!int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < least || number > most) return $"It is not a whole number in {least} to {most}.";
        take(number);
        return null;
    }

    private static string? Time(string value, Action<DateTimeOffset> take)
    {
        if (!DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)) return "It is not a time, as 2026-03-04T03:06:07Z.";
        take(time);
        return null;
    }
}
