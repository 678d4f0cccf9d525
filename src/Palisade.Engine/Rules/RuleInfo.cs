namespace Palisade.Engine.Rules;

/// <summary>What a rule says about itself.</summary>
/// <param name="Id">Unique in a rule set; 0 for chain links.</param>
/// <param name="Severity">0 (emergency) to 7 (debug); null when not given.</param>
public sealed record RuleInfo(
    long Id,
    int Phase,
    SecLang.Place At,
    string? Message,
    int? Severity,
    IReadOnlyList<string> Tags,
    string? Version,
    string? Revision,
    int? Maturity,
    int? Accuracy)
{
    /// <summary>The file it stands in.</summary>
    public string File => At.File;

    /// <summary>The line it starts in, from 1.</summary>
    public int Line => At.Line;
}
