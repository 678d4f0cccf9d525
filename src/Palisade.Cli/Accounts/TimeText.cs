using System.Globalization;

namespace Palisade.Cli.Accounts;

/// <summary>A time as people type it: so long ago, or a date.</summary>
internal static class TimeText
{
    private const int MostDigits = 7;

    /// <summary>Reads one; null for none, and what is wrong in one line.</summary>
    public static (DateTimeOffset? Time, string? Fault) Read(string option, string? typed)
    {
        if (typed is null) return (null, null);
        if (Ago(typed) is { } ago) return (TimeProvider.System.GetUtcNow() - ago, null);
        return DateTimeOffset.TryParse(typed, CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal, out var at)
            ? (at, null)
            : (null, $"{option}: '{typed}' is neither a time as 2026-01-31T12:00Z nor so long ago as 30m, 24h, 7d");
    }

    private static TimeSpan? Ago(string typed)
    {
        if (typed.Length is < 2 or > MostDigits || !int.TryParse(typed.AsSpan(0, typed.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return null;
        return typed[^1] switch
        {
            's' => TimeSpan.FromSeconds(number),
            'm' => TimeSpan.FromMinutes(number),
            'h' => TimeSpan.FromHours(number),
            'd' => number <= 36_500 ? TimeSpan.FromDays(number) : null,
            _ => null,
        };
    }
}
