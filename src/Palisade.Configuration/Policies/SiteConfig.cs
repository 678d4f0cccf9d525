namespace Palisade.Configuration.Policies;

/// <summary>A site: what protects one application, and where that differs.</summary>
public sealed record SiteConfig : PolicySpec
{
    /// <summary>What holds for every request that no route speaks of.</summary>
    public AttachmentsConfig Attachments { get; init; } = new();

    /// <summary>Labels of the site, which label matchers compare with those of clients.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Parts of the site for which something else holds. The first that matches a request holds for it.</summary>
    public IReadOnlyList<RouteConfig> Routes { get; init; } = [];

    /// <summary>What is masked in everything written, besides what always is.</summary>
    public AnonymizationConfig Anonymization { get; init; } = new();

    /// <inheritdoc/>
    public override IEnumerable<ConfigFault> Check(string at) =>
    [
        .. LabelText.Check($"{at}.labels", Labels),
        .. Routes.SelectMany((route, i) => route.Check($"{at}.routes[{i}]")),
        .. Anonymization.Check($"{at}.anonymization"),
    ];

    /// <inheritdoc/>
    public override IEnumerable<PolicyReference> References(string at) =>
        [.. Attachments.References(at), .. Routes.SelectMany((route, i) => route.Attachments.References($"{at}.routes[{i}]"))];
}

/// <summary>A part of a site.</summary>
public sealed record RouteConfig
{
    /// <summary>Which paths; null for all.</summary>
    public RoutePathConfig? Path { get; init; }

    /// <summary>Which methods, in capitals; empty for all.</summary>
    public IReadOnlyList<string> Methods { get; init; } = [];

    /// <summary>What holds there in the place of what holds for the site.</summary>
    public AttachmentsConfig Attachments { get; init; } = new();

    /// <summary>Every fault, with <paramref name="at"/> as the path of this record.</summary>
    public IEnumerable<ConfigFault> Check(string at)
    {
        if (Path is null && Methods.Count == 0) yield return new(at, "A route needs a path or methods: without either it is the site itself.");
        foreach (var fault in Path?.Check($"{at}.path") ?? []) yield return fault;
        for (var i = 0; i < Methods.Count; i++)
        {
            if (!MethodText.IsMethod(Methods[i])) yield return new($"{at}.methods[{i}]", $"'{Methods[i]}' is not a method in capitals, such as GET.");
        }
    }
}

/// <summary>The paths of a route: one of three.</summary>
/// <remarks>Compared with the path as applications read it: escapes decoded, dot segments and doubled slashes removed.</remarks>
public sealed record RoutePathConfig
{
    /// <summary>How the path begins; <c>/api</c> is also the beginning of <c>/apis</c>.</summary>
    public string? Prefix { get; init; }

    /// <summary>The whole path.</summary>
    public string? Exact { get; init; }

    /// <summary>A regular expression that the path contains; <c>^</c> and <c>$</c> for its ends.</summary>
    public string? Regex { get; init; }

    /// <summary>Every fault, with <paramref name="at"/> as the path of this record.</summary>
    public IEnumerable<ConfigFault> Check(string at)
    {
        string?[] given = [Prefix, Exact, Regex];
        if (given.Count(g => g is not null) != 1) yield return new(at, "One of prefix, exact and regex is needed.");
        if (Prefix is not null && !Prefix.StartsWith('/')) yield return new($"{at}.prefix", $"'{Prefix}' does not begin with '/', as every path does.");
        if (Exact is not null && !Exact.StartsWith('/')) yield return new($"{at}.exact", $"'{Exact}' does not begin with '/', as every path does.");
    }
}

/// <summary>Names of request methods.</summary>
public static class MethodText
{
    /// <summary>Whether <paramref name="text"/> may be one: capitals, digits, <c>-</c> and <c>_</c>.</summary>
    public static bool IsMethod(string text) =>
        text.Length is > 0 and <= 32 && text.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c) || c is '-' or '_');
}
