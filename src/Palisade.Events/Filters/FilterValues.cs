using System.Globalization;
using System.Net;
using System.Text.Json;

namespace Palisade.Events.Filters;

/// <summary>What the value of a term can be.</summary>
internal static class FilterValues
{
    /// <summary>Text with <c>*</c>.</summary>
    public static FilterTest Text(FilterTerm term, Func<SecurityEvent, IEnumerable<string?>> values)
    {
        var patterns = term.Alternatives;
        return Any(term, e => values(e).Any(v => v is not null && Array.Exists(patterns, p => Glob.Matches(p, v))));
    }

    /// <summary>One of an enumeration's words.</summary>
    public static FilterTest Word<T>(FilterTerm term, Func<SecurityEvent, IEnumerable<T>> values)
        where T : struct, Enum
    {
        var words = Enum.GetValues<T>().ToDictionary(v => JsonNamingPolicy.SnakeCaseLower.ConvertName(v.ToString()), v => v, StringComparer.OrdinalIgnoreCase);
        var unknown = Array.Find(term.Alternatives, a => !words.ContainsKey(a));
        if (unknown is not null) return new(null, $"'{unknown}' is no {term.Field}. There are: {string.Join(", ", words.Keys)}.");
        var wanted = term.Alternatives.Select(a => words[a]).ToHashSet();
        return Any(term, e => values(e).Any(wanted.Contains));
    }

    /// <summary>An attack type, its <c>ATTACK_TYPE_</c> given or not.</summary>
    public static FilterTest Attack(FilterTerm term)
    {
        var unknown = Array.Find(term.Alternatives, a => AttackTypes.Parse(a) is null);
        if (unknown is not null) return new(null, $"'{unknown}' is no attack type. There are: {string.Join(", ", Enum.GetValues<AttackType>().Select(AttackTypes.Name))}.");
        var wanted = term.Alternatives.Select(a => AttackTypes.Parse(a)).ToHashSet();
        return Any(term, e => e.Findings.Any(f => f.AttackType is not null && wanted.Contains(f.AttackType)));
    }

    /// <summary>An address, or a network as <c>10.0.0.0/8</c>.</summary>
    public static FilterTest Address(FilterTerm term, Func<SecurityEvent, string?> value)
    {
        var networks = new List<IPNetwork>();
        foreach (var text in term.Alternatives)
        {
            if (IPNetwork.TryParse(text, out var network)) networks.Add(network);
            else if (IPAddress.TryParse(text, out var address)) networks.Add(new IPNetwork(address, address.GetAddressBytes().Length * 8));
            else return new(null, $"'{text}' is no address and no network such as 10.0.0.0/8.");
        }

        return Any(term, e => IPAddress.TryParse(value(e), out var address) && networks.Exists(n => n.Contains(address)));
    }

    /// <summary>A number, or a range as <c>942100-942999</c>.</summary>
    public static FilterTest Number(FilterTerm term, Func<SecurityEvent, IEnumerable<long>> values)
    {
        if (term.Comparison is not (Comparison.Equal or Comparison.NotEqual))
        {
            if (!TryNumber(term.Value, out var limit)) return new(null, $"'{term.Value}' is no number.");
            return new(e => values(e).Any(v => Holds(term.Comparison, v, limit)), null);
        }

        var ranges = new List<(long From, long To)>();
        foreach (var text in term.Alternatives)
        {
            var dash = text.IndexOf('-', StringComparison.Ordinal);
            var isRange = dash > 0 && dash < text.Length - 1;
            if (!TryNumber(isRange ? text[..dash] : text, out var from) || !TryNumber(isRange ? text[(dash + 1)..] : text, out var to))
                return new(null, $"'{text}' is no number and no range such as 942100-942999.");
            ranges.Add((from, to));
        }

        return Any(term, e => values(e).Any(v => ranges.Exists(r => v >= r.From && v <= r.To)));
    }

    /// <summary>A time in RFC 3339, or how long ago: <c>90s</c>, <c>10m</c>, <c>2h</c>, <c>7d</c>.</summary>
    public static FilterTest Time(FilterTerm term, TimeProvider clock, Func<SecurityEvent, DateTimeOffset, bool> holds)
    {
        if (term.Comparison != Comparison.Equal) return new(null, $"'{term.Field}' takes '='.");
        if (!TryAgo(term.Value, clock, out var time)
            && !DateTimeOffset.TryParse(term.Value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time))
            return new(null, $"'{term.Value}' is no time such as 2026-03-04T05:06:07Z and no age such as 90s, 10m, 2h or 7d.");
        return new(e => holds(e, time), null);
    }

    private static FilterTest Any(FilterTerm term, Func<SecurityEvent, bool> holds) => term.Comparison switch
    {
        Comparison.Equal => new(holds, null),
        Comparison.NotEqual => new(e => !holds(e), null),
        _ => new(null, $"'{term.Field}' takes '=' or '!='."),
    };

    private static bool TryNumber(string text, out long value) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);

    private static bool TryAgo(string text, TimeProvider clock, out DateTimeOffset time)
    {
        time = clock.GetUtcNow();
        var unit = text[^1] switch { 's' => 1L, 'm' => 60, 'h' => 3600, 'd' => 86400, _ => 0 };
        // Further back than ten years is a slip, and soon before the calendar's start.
        if (unit == 0 || !TryNumber(text[..^1], out var count) || count > 3_652L * 86_400 / unit) return false;
        time -= TimeSpan.FromSeconds(count * unit);
        return true;
    }

    private static bool Holds(Comparison comparison, long value, long limit) => comparison switch
    {
        Comparison.AtLeast => value >= limit,
        Comparison.AtMost => value <= limit,
        Comparison.More => value > limit,
        _ => value < limit,
    };
}
