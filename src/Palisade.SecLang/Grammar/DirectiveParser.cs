using Palisade.SecLang.Syntax;
using Palisade.SecLang.Lexing;
using Palisade.SecLang.Words;

namespace Palisade.SecLang.Grammar;

/// <summary>From the text of a file to its directives.</summary>
internal static class DirectiveParser
{
    public static List<Directive> Parse(SourceText source, FaultList faults)
    {
        var directives = new List<Directive>();
        if (!IsText(source, faults)) return directives;
        var reader = new DirectiveReader(source, faults);
        while (reader.Read() is { } raw)
        {
            if (Parse(raw, faults) is { } directive) directives.Add(directive);
        }

        return directives;
    }

    /// <summary>UTF-16 is what some editors make of a text; in it no word would be found, so it is said once.</summary>
    private static bool IsText(SourceText source, FaultList faults)
    {
        var wide = source.Text.StartsWith("\u00FF\u00FE", StringComparison.Ordinal) || source.Text.StartsWith("\u00FE\u00FF", StringComparison.Ordinal);
        var zero = source.Text.IndexOf('\0');
        if (wide) faults.Error(DiagnosticCode.NotText, source.At(0), "The file is in UTF-16", "save it as UTF-8");
        else if (zero >= 0) faults.Error(DiagnosticCode.NotText, source.At(zero), "The file holds a byte 0 and is no text");
        return !wide;
    }

    private static Directive? Parse(RawDirective raw, FaultList faults)
    {
        if (!Vocabulary.Directives.TryGet(raw.Name, out var word))
        {
            faults.Error(DiagnosticCode.UnknownDirective, raw.At, $"There is no directive {Quote.Short(raw.Name)}", UnknownHint(raw.Name));
            return null;
        }

        raw = WithoutComment(word, raw, faults);
        if (raw.Broken || !HasRightCount(word, raw, faults)) return new UnreadableDirective(raw.At, word.Name);
        if (word.Arguments is not DirectiveArguments.Structured || word.Name is "Include" or "IncludeOptional") return SettingCheck.Run(word, raw, faults);
        return RuleParser.Parse(word.Name, raw, faults) ?? UpdateParser.Parse(word.Name, raw, faults);
    }

    private static string? UnknownHint(string name) => name[0] switch
    {
        '<' => "sections of Apache are not part of the rule language; keep what is inside them",
        '"' => "the line before it may lack its backslash",
        _ => Quote.Suggest(Vocabulary.Directives.Nearest(name)),
    };

    /// <summary>ModSecurity v3 lets a comment stand behind a directive that has all its arguments.</summary>
    private static RawDirective WithoutComment(DirectiveWord word, RawDirective raw, FaultList faults)
    {
        if (raw.Arguments.Count <= word.Most || raw.Arguments[word.Most] is not { Quoting: Quoting.Bare, Length: > 0 } comment || comment[0] is not '#') return raw;
        faults.Warn(DiagnosticCode.TrailingComment, comment.At(0), "A comment stands behind a directive", "give it a line of its own: Apache takes it for arguments");
        return raw with { Arguments = [.. raw.Arguments.Take(word.Most)] };
    }

    private static bool HasRightCount(DirectiveWord word, RawDirective raw, FaultList faults)
    {
        var count = raw.Arguments.Count;
        if (count < word.Least)
        {
            faults.Error(DiagnosticCode.MissingArgument, raw.At, $"{word.Name} needs {(word.Least is 1 ? "an argument" : $"{word.Least} arguments")}, found {(count is 0 ? "none" : count)}");
            return false;
        }

        if (count <= word.Most) return true;
        var extra = raw.Arguments[word.Most];
        faults.Error(DiagnosticCode.ExtraArgument, extra.At(0), $"{word.Name} takes {(word.Most is 1 ? "one argument" : $"{word.Most} arguments")}; {Quote.Short(extra.Value)} is one too many", "put arguments with blanks in quotes, and write \\\" for a quote inside them");
        return false;
    }
}
