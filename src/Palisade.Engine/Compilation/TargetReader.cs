using Palisade.Engine.Patterns;
using Palisade.Engine.Rules;
using Palisade.SecLang;
using Palisade.SecLang.Syntax;

namespace Palisade.Engine.Compilation;

/// <summary>Resolves the targets of a rule.</summary>
internal static class TargetReader
{
    /// <summary>Null when a fault was added.</summary>
    public static Target? Read(TargetSyntax syntax, ICollection<Diagnostic> faults)
    {
        if (!VariableTable.TryFind(syntax.Name, out var variable))
        {
            faults.Add(new(syntax.At, DiagnosticSeverity.Error, "RC0005", $"There is no variable {syntax.Name}"));
            return null;
        }

        if (syntax.Selector is null) return new(variable, null, syntax.Mode is TargetMode.Count);
        var selector = Read(syntax.Selector, faults);
        return selector is null ? null : new(variable, selector, syntax.Mode is TargetMode.Count);
    }

    /// <summary>Reads the target of <c>ctl:ruleRemoveTarget*</c>: <c>ARGS</c>, <c>ARGS:key</c> or <c>ARGS:/pattern/</c>.</summary>
    public static Target? Read(string text, Place at, ICollection<Diagnostic> faults)
    {
        var colon = text.IndexOf(':');
        var name = (colon < 0 ? text : text[..colon]).Trim();
        if (colon < 0) return Read(new TargetSyntax(at, TargetMode.Value, name, null), faults);

        var key = text[(colon + 1)..].Trim().Trim('\'');
        var pattern = key.Length > 1 && key[0] == '/' && key[^1] == '/';
        return Read(
            new TargetSyntax(
                at,
                TargetMode.Value,
                name,
                new(at, pattern ? SelectorKind.Pattern : SelectorKind.Key, pattern ? key[1..^1] : key)),
            faults);
    }

    private static Selector? Read(SelectorSyntax syntax, ICollection<Diagnostic> faults)
    {
        switch (syntax.Kind)
        {
            case SelectorKind.Key:
                return new Selector.Key(syntax.Text);
            case SelectorKind.XPath:
                return new Selector.XPath(syntax.Text);
            default:
                var (pattern, error) = BytePattern.Compile(syntax.Text, BytePatternOptions.IgnoreCase);
                if (pattern is not null) return new Selector.Pattern(pattern);
                faults.Add(new(syntax.At, DiagnosticSeverity.Error, "RC0003", $"The pattern does not compile: {error}"));
                return null;
        }
    }
}
