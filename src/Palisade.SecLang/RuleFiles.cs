using Palisade.SecLang.Checks;
using Palisade.SecLang.Files;

namespace Palisade.SecLang;

/// <summary>Reads rule files from disk.</summary>
public static class RuleFiles
{
    /// <summary>Reads files in the given order, expands what they include in place, and checks the rules as a whole.</summary>
    /// <param name="paths">Paths of files. What they include is looked for relative to the including file.</param>
    /// <param name="options">Bounds; the defaults suit every rule set we know.</param>
    /// <param name="texts">Parses, and knows what need not be parsed again; null for nothing.</param>
    /// <returns>All directives; the faults file by file in the order of reading, within a file by line. Never throws for what a file holds or for a file that cannot be read.</returns>
    public static ParseResult Load(IReadOnlyList<string> paths, RuleFileOptions? options = null, ParsedTexts? texts = null)
    {
        var loader = new RuleFileLoader(options ?? new RuleFileOptions(), texts ?? new ParsedTexts());
        foreach (var path in paths) loader.Load(path, new Place(path, 1, 1));

        var faults = loader.Faults.Concat(RuleChecks.Run(loader.Directives));
        return new ParseResult(loader.Directives, InFileOrder(faults, loader.Files));
    }

    private static List<Diagnostic> InFileOrder(IEnumerable<Diagnostic> faults, IReadOnlyDictionary<string, int> files) =>
        [.. faults.OrderBy(f => files.GetValueOrDefault(f.At.File, int.MaxValue)).ThenBy(f => f.At.Line).ThenBy(f => f.At.Column)];
}
