using Palisade.Configuration;

namespace Palisade.Trust.Authority;

/// <summary>How long what the authority issues is valid.</summary>
public sealed record Lifetimes
{
    /// <summary>The root. 1 to 30 years of 365 days. Default 10 years: it is changed by hand on every machine.</summary>
    public TimeSpan Root { get; init; } = TimeSpan.FromDays(3650);

    /// <summary>The issuing authority. 7 days to 5 years, and never longer than the root. Default 1 year: renewing it needs the root's key.</summary>
    public TimeSpan Authority { get; init; } = TimeSpan.FromDays(365);

    /// <summary>
    /// An identity. 10 minutes to 7 days. Default 24 hours: renewed after 16, a manager may be away for 8 hours before the
    /// first component is a stranger, and a stolen key is worthless after a day even where no revocation arrives.
    /// </summary>
    public TimeSpan Identity { get; init; } = TimeSpan.FromHours(24);

    /// <summary>
    /// A certificate that signs snapshots. 1 to 400 days. Default 90: a gateway must believe what it finds on its own disk
    /// after weeks without a manager, and a new one what was signed some time ago.
    /// </summary>
    public TimeSpan SnapshotSigning { get; init; } = TimeSpan.FromDays(90);

    /// <summary>How far the beginning lies before the moment of issue, for clocks that are late. 0 to 1 hour. Default 5 minutes.</summary>
    public TimeSpan Backdating { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Every fault, with <paramref name="at"/> as the path of this record.</summary>
    public IEnumerable<ConfigFault> Check(string at)
    {
        if (Outside(Root, TimeSpan.FromDays(365), TimeSpan.FromDays(30 * 365))) yield return new($"{at}.root", $"{Root} is not in 1 to 30 years.");
        if (Outside(Authority, TimeSpan.FromDays(7), TimeSpan.FromDays(5 * 365))) yield return new($"{at}.authority", $"{Authority} is not in 7 days to 5 years.");
        if (Outside(Identity, TimeSpan.FromMinutes(10), TimeSpan.FromDays(7))) yield return new($"{at}.identity", $"{Identity} is not in 10 minutes to 7 days.");
        if (Outside(SnapshotSigning, TimeSpan.FromDays(1), TimeSpan.FromDays(400))) yield return new($"{at}.snapshotSigning", $"{SnapshotSigning} is not in 1 to 400 days.");
        if (Outside(Backdating, TimeSpan.Zero, TimeSpan.FromHours(1))) yield return new($"{at}.backdating", $"{Backdating} is not in 0 to 1 hour.");
    }

    private static bool Outside(TimeSpan value, TimeSpan least, TimeSpan most) => value < least || value > most;
}
