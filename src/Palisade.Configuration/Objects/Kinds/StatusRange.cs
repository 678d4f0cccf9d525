using System.Globalization;

namespace Palisade.Configuration.Objects.Kinds;

/// <summary>Statuses of answers: one, or from one to another, both included.</summary>
public readonly record struct StatusRange(int From, int To)
{
    /// <summary>Reads <c>200</c> or <c>200-399</c>; false for anything else.</summary>
    public static bool TryRead(string text, out StatusRange range)
    {
        var ends = text.Split('-');
        range = default;
        if (ends.Length > 2 || !IsCode(ends[0], out var from) || !IsCode(ends[^1], out var to) || from > to) return false;
        range = new(from, to);
        return true;
    }

    /// <summary>Whether a status is one of them.</summary>
    public bool Has(int status) => status >= From && status <= To;

    private static bool IsCode(string text, out int code) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out code) && text.Length == 3 && code is >= 100 and <= 599;
}
