namespace Palisade.Configuration;

/// <summary>Which ports a gateway opens because sites name them in their <c>listeners</c>.</summary>
public sealed record SitePortsConfig
{
    /// <summary>Whether any is opened. Default false.</summary>
    public bool Enabled { get; init; }

    /// <summary>The first port that may be opened, 1 to 65,535. Default 1.</summary>
    public int From { get; init; } = 1;

    /// <summary>The last one, not below <see cref="From"/>. Default 65,535.</summary>
    public int To { get; init; } = 65_535;

    /// <summary>Every fault, with <paramref name="at"/> as the path of this record.</summary>
    public IEnumerable<ConfigFault> Check(string at)
    {
        if (From is < 1 or > 65_535) yield return new($"{at}.from", $"{From} is not in 1 to 65535.");
        if (To < From || To > 65_535) yield return new($"{at}.to", $"{To} is not in {From} to 65535.");
    }
}
