namespace Palisade.SecLang;

/// <summary>Every word of the language: which we run, which we accept without effect, which we refuse and why.</summary>
public static class Vocabulary
{
}
