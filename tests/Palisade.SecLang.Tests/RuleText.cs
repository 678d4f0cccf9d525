using Palisade.SecLang.Checks;
using Palisade.SecLang.Syntax;

namespace Palisade.SecLang.Tests;

/// <summary>How tests write directives and faults: on one line, with everything that matters.</summary>
internal static class RuleText
{
    public const string File = "test.conf";

    public static ParseResult Parse(string text) => SecLangParser.Parse(File, text);

    /// <summary>The only directive of a text without faults.</summary>
    public static T One<T>(string text)
        where T : Directive
    {
        var result = Parse(text);
        Assert.Empty(result.Diagnostics);
        return Assert.IsType<T>(Assert.Single(result.Directives));
    }

    /// <summary>All directives of a text without faults, one on a line.</summary>
    public static string Show(string text)
    {
        var result = Parse(text);
        Assert.Empty(result.Diagnostics);
        return string.Join('\n', result.Directives.Select(Show));
    }

    /// <summary>Faults as <c>line,column code</c>.</summary>
    public static string Faults(string text) => string.Join(" ", Parse(text).Diagnostics.Select(Short));

    /// <summary>Faults of the text and of the rules as a whole, as <c>line,column code</c>, warnings with a question mark.</summary>
    public static string Checked(string text)
    {
        var result = Parse(text);
        return string.Join(" ", result.Diagnostics.Concat(RuleChecks.Run(result.Directives)).OrderBy(f => f.At.Line).ThenBy(f => f.At.Column).Select(Short));
    }

    public static string Show(IEnumerable<TargetSyntax> targets) => string.Join("|", targets.Select(Show));

    public static string Show(IEnumerable<ActionSyntax> actions) => string.Join(" ", actions.Select(a => a.Value is null ? a.Name : $"{a.Name}={a.Value}"));

    public static string Show(OperatorSyntax op) => $"{(op.Negated ? "!" : "")}@{op.Name}[{op.Argument}]";

    private static string Short(Diagnostic fault) => $"{fault.At.Line},{fault.At.Column} {fault.Code}{(fault.Severity is DiagnosticSeverity.Warning ? "?" : "")}";

    private static string Show(TargetSyntax target) =>
        target.Mode switch { TargetMode.Count => "&", TargetMode.Exclude => "!", _ => "" } + target.Name
        + target.Selector switch { null => "", { Kind: SelectorKind.Pattern } s => $"~{s.Text}~", { Kind: SelectorKind.XPath } s => $"<{s.Text}>", var s => $":{s.Text}" };

    private static string Show(RuleSelector selector) => selector.Kind is RuleSelectorKind.Id
        ? string.Join(",", selector.Ids.Select(i => i.First == i.Last ? $"{i.First}" : $"{i.First}-{i.Last}"))
        : $"{selector.Kind}[{selector.Text}]";

    private static string Show(Directive directive) => directive switch
    {
        RuleDirective d => $"SecRule {Show(d.Targets)} {Show(d.Operator)} {Show(d.Actions)}".TrimEnd(),
        ActionDirective d => $"SecAction {Show(d.Actions)}",
        DefaultActionDirective d => $"SecDefaultAction {Show(d.Actions)}",
        ScriptDirective d => $"SecRuleScript {d.File} {Show(d.Actions)}".TrimEnd(),
        MarkerDirective d => $"SecMarker {d.Label}",
        RemoveDirective d => $"{d.Name} {Show(d.Selector)}",
        UpdateTargetDirective d => $"{d.Name} {Show(d.Selector)} {Show(d.Targets)} {Show(d.Replaced)}".TrimEnd(),
        UpdateActionDirective d => $"{d.Name} {d.Id}:{d.ChainOffset} {Show(d.Actions)}",
        DatasetDirective d => $"SecDataset {d.Dataset} [{string.Join(";", d.Lines)}]",
        SettingDirective d => $"{d.Name} {string.Join(" ", d.Arguments.Select(a => $"[{a.Text}]"))}".TrimEnd(),
        _ => $"? {directive.Name}",
    };
}
