namespace Palisade.Configuration;

/// <summary>What a client sees in the place of the application's answer.</summary>
public sealed record BlockPageConfig
{
    /// <summary>
    /// An HTML file of at most 1 MiB. <c>{{support_id}}</c>, <c>{{status}}</c> and <c>{{reason}}</c> in it are replaced;
    /// null (the default) for the built-in page.
    /// </summary>
    public string? File { get; init; }

    /// <summary>The status of blocked requests, 200 to 599; null (the default) for the one the rule names.</summary>
    public int? Status { get; init; }

    /// <summary>Every fault, with <paramref name="at"/> as the path of this record.</summary>
    public IEnumerable<ConfigFault> Check(string at)
    {
        if (Status is < 200 or > 599) yield return new($"{at}.status", $"{Status} is not in 200 to 599.");
        if (File is null) yield break;

        var file = new FileInfo(File);
        if (!file.Exists) yield return new($"{at}.file", $"There is no file '{File}'.");
        else if (file.Length > 1024 * 1024) yield return new($"{at}.file", $"'{File}' is larger than 1 MiB.");
    }
}
