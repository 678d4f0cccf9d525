using Palisade.SecLang.Grammar;
using Palisade.SecLang.Lexing;

namespace Palisade.SecLang;

/// <summary>Reads the text of one rule file.</summary>
public static class SecLangParser
{
    /// <summary>Reads a text. Touches no file: <c>Include</c> and <c>IncludeOptional</c> stay in the tree as settings. <see cref="RuleFiles"/> follows them.</summary>
    /// <param name="file">The name that places carry.</param>
    /// <param name="text">The bytes of the file, each widened to U+0000–U+00FF (Latin-1).</param>
    /// <returns>What could be understood, and every fault of the text; what only shows in the rules as a whole is found by <see cref="Checks.RuleChecks"/>.</returns>
    public static ParseResult Parse(string file, string text)
    {
        var faults = new FaultList();
        var directives = DirectiveParser.Parse(new SourceText(file, text), faults);
        return new ParseResult(directives, [.. faults.Found.OrderBy(f => f.At.Line).ThenBy(f => f.At.Column)]);
    }
}
