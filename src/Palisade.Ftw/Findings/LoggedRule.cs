namespace Palisade.Ftw.Findings;

/// <summary>A rule that matched, as a WAF would log it. Texts are bytes, widened, as the engine's own findings are.</summary>
/// <param name="Id">The rule.</param>
/// <param name="Message">Its <c>msg</c>, macros expanded; empty for none.</param>
/// <param name="Data">Its <c>logdata</c>, macros expanded; empty for none.</param>
/// <param name="Severity">0 (emergency) to 7 (debug); null when the rule has none.</param>
/// <param name="Tags">Its tags.</param>
public sealed record LoggedRule(long Id, string Message, string Data, int? Severity, IReadOnlyList<string> Tags);
