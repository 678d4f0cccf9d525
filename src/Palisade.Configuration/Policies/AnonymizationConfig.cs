namespace Palisade.Configuration.Policies;

/// <summary>Names whose values no event and no log holds, besides those that never do (<see cref="MaskingConfig"/>).</summary>
public sealed record AnonymizationConfig
{
    /// <summary>Names of cookies, compared without case, whole or in part.</summary>
    public IReadOnlyList<string> Cookies { get; init; } = [];

    /// <summary>Names of headers, compared without case, whole or in part.</summary>
    public IReadOnlyList<string> HttpHeaders { get; init; } = [];

    /// <summary>Names of query parameters and form fields, compared without case, whole or in part.</summary>
    public IReadOnlyList<string> QueryParameters { get; init; } = [];

    /// <summary>All names. A name is masked wherever it stands, whichever list it is in.</summary>
    public IEnumerable<string> Names => [.. Cookies, .. HttpHeaders, .. QueryParameters];

    /// <summary>Whether there are none.</summary>
    public bool IsEmpty => Cookies.Count + HttpHeaders.Count + QueryParameters.Count == 0;

    /// <summary>Every fault, with <paramref name="at"/> as the path of this record.</summary>
    public IEnumerable<ConfigFault> Check(string at) =>
        [.. Check($"{at}.cookies", Cookies), .. Check($"{at}.http_headers", HttpHeaders), .. Check($"{at}.query_parameters", QueryParameters)];

    private static IEnumerable<ConfigFault> Check(string at, IReadOnlyList<string> names)
    {
        for (var i = 0; i < names.Count; i++)
        {
            if (string.IsNullOrWhiteSpace(names[i])) yield return new($"{at}[{i}]", "A name may not be empty.");
        }
    }
}
