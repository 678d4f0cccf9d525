using System.Collections.Concurrent;

namespace Palisade.Manager.Accounts;

/// <summary>
/// Counts failed sign-ons and sends away who fails too often. Only passwords are counted: tokens and running sessions go on, so that guessing locks
/// nobody out of what they automated. Kept in memory; each manager counts for itself.
/// </summary>
internal sealed class Attempts(TimeProvider clock)
{
    /// <summary>Failures of one address in <see cref="Window"/>, over all accounts.</summary>
    public const int MostOfSource = 30;

    /// <summary>Failures of one account in <see cref="Window"/>, over all addresses.</summary>
    public const int MostOfAccount = 100;

    /// <summary>Failures of one account from one address before the waits begin.</summary>
    public const int Free = 5;

    /// <summary>How long failures count.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    private const int MostKept = 50_000;

    private readonly ConcurrentDictionary<string, Counted> _counted = new(StringComparer.Ordinal);

    /// <summary>How long this account has to wait from this address; zero when it need not.</summary>
    public TimeSpan Wait(string source, string account)
    {
        var now = clock.GetUtcNow();
        var longest = Max(Over(Of(source), MostOfSource), Over(Of(account), MostOfAccount));
        var both = Of(Both(source, account));
        if (both.Failures < Free) return longest;
        // 1, 2, 4 … 300 s.
        var wait = TimeSpan.FromSeconds(Math.Min(300, Math.Pow(2, Math.Min(20, both.Failures - Free))));
        return Max(longest, both.Last + wait - now);

        TimeSpan Over(Counted counted, int most) => counted.Failures >= most ? counted.Since + Window - now : TimeSpan.Zero;
    }

    /// <summary>Counts a try as a failure, before it is looked at: of many at the same time, none is free.</summary>
    public void Begin(string source, string account)
    {
        if (_counted.Count > MostKept) Forget();
        foreach (var key in (string[])[source, account, Both(source, account)])
        {
            var now = clock.GetUtcNow();
            _counted.AddOrUpdate(key, new Counted(1, now, now), (_, old) => IsOver(old) ? new(1, now, now) : new(old.Failures + 1, old.Since, now));
        }
    }

    /// <summary>It was none. Forgets the failures of the account from this address; those of the address and of the account elsewhere stay.</summary>
    public void Succeed(string source, string account)
    {
        _counted.TryRemove(Both(source, account), out _);
        foreach (var key in (string[])[source, account])
        {
            if (_counted.TryGetValue(key, out var counted)) _counted.TryUpdate(key, counted with { Failures = Math.Max(0, counted.Failures - 1) }, counted);
        }
    }

    private static string Both(string source, string account) => $"{source} {account}";

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;

    private Counted Of(string key) => _counted.TryGetValue(key, out var found) && !IsOver(found) ? found : default;

    private bool IsOver(Counted counted) => clock.GetUtcNow() - counted.Since > Window;

    // What is over first; and when that is not enough, all: whoever can send from so many addresses is not stopped by counting them.
    private void Forget()
    {
        foreach (var (key, counted) in _counted)
        {
            if (IsOver(counted)) _counted.TryRemove(key, out _);
        }

        if (_counted.Count > MostKept) _counted.Clear();
    }

    private readonly record struct Counted(int Failures, DateTimeOffset Since, DateTimeOffset Last);
}
