namespace Palisade.Configuration.Policies;

/// <summary>Lists of address prefixes and of autonomous systems.</summary>
public static class PrefixText
{
    /// <summary>Every fault of a list of prefixes, with <paramref name="at"/> as its path.</summary>
    public static IEnumerable<ConfigFault> Check(string at, IReadOnlyList<string> prefixes)
    {
        for (var i = 0; i < prefixes.Count; i++)
        {
            if (AddressRange.Parse(prefixes[i]) is null) yield return new($"{at}[{i}]", $"'{prefixes[i]}' is not an address or a prefix such as 10.0.0.0/8 or 2001:db8::/32.");
        }
    }

    /// <summary>Every fault of a list of numbers of autonomous systems.</summary>
    public static IEnumerable<ConfigFault> CheckAsNumbers(string at, IReadOnlyList<string> numbers)
    {
        for (var i = 0; i < numbers.Count; i++)
        {
            if (!uint.TryParse(numbers[i], out _)) yield return new($"{at}[{i}]", $"'{numbers[i]}' is not the number of an autonomous system, 0 to 4294967295.");
        }
    }
}
