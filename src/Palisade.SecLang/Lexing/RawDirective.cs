namespace Palisade.SecLang.Lexing;

/// <summary>A directive as the lexer sees it: a name and arguments.</summary>
/// <param name="At">Where the name stands.</param>
/// <param name="Name">As written.</param>
/// <param name="Broken">Whether a quote had no end, so that the arguments say nothing.</param>
internal sealed record RawDirective(Place At, string Name, IReadOnlyList<CookedText> Arguments, bool Broken);
