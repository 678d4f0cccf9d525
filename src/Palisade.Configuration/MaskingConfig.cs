namespace Palisade.Configuration;

/// <summary>What no file of ours may hold.</summary>
public sealed record MaskingConfig
{
    /// <summary>
    /// Names of parameters, JSON fields, headers and cookies whose values are masked before anything is written,
    /// compared without case. Default <c>card</c>, <c>pass</c>, <c>pwd</c>, <c>password</c>.
    /// </summary>
    public IReadOnlyList<string> Names { get; init; } = ["card", "pass", "pwd", "password"];

    /// <summary>Every fault, with <paramref name="at"/> as the path of this record.</summary>
    public IEnumerable<ConfigFault> Check(string at)
    {
        for (var i = 0; i < Names.Count; i++)
        {
            if (string.IsNullOrWhiteSpace(Names[i])) yield return new($"{at}.names[{i}]", "A name may not be empty.");
        }
    }
}
