using Palisade.SecLang.Lexing;
using Palisade.SecLang.Syntax;
using Palisade.SecLang.Words;

namespace Palisade.SecLang.Checks;

/// <summary>What <c>SecDefaultAction</c> may hold, as in ModSecurity v3.</summary>
internal static class DefaultActionCheck
{
    public static void Run(IReadOnlyList<Directive> directives, FaultList faults)
    {
        var byPhase = new Dictionary<string, Place>(StringComparer.OrdinalIgnoreCase);
        foreach (var directive in directives.OfType<DefaultActionDirective>())
        {
            foreach (var action in directive.Actions) CheckAction(action, faults);
            if (!directive.Actions.Any(Decides)) faults.Error(DiagnosticCode.BadDefaultAction, directive.At, "SecDefaultAction has no disruptive action", "add pass, deny, drop, allow or redirect; block means what this directive says and cannot say it");
            CheckPhase(directive, byPhase, faults);
        }
    }

    private static bool Decides(ActionSyntax action) =>
        action.Name is not "block" && Vocabulary.Actions.TryGet(action.Name, out var word) && word.Kind is ActionKind.Disruptive;

    private static void CheckAction(ActionSyntax action, FaultList faults)
    {
        if (action.Name is "id" or "rev" or "ver" or "accuracy" or "maturity" or "chain") faults.Error(DiagnosticCode.BadDefaultAction, action.At, $"Action {action.Name} cannot be inherited", "remove it from SecDefaultAction");
        else if (action is { Name: "t", Value: "none" }) faults.Error(DiagnosticCode.BadDefaultAction, action.At, "t:none cannot be inherited", "remove it: nothing stands before it");
    }

    private static void CheckPhase(DefaultActionDirective directive, Dictionary<string, Place> byPhase, FaultList faults)
    {
        var phase = directive.Actions.LastOrDefault(a => a.Name == "phase");
        if (phase is null) faults.Warn(DiagnosticCode.BadDefaultAction, directive.At, "SecDefaultAction names no phase; it is taken for phase 2", "add phase:2");
        var key = phase?.Value?.ToUpperInvariant() switch { null or "REQUEST" => "2", "RESPONSE" => "4", "LOGGING" => "5", var digit => digit };
        if (!byPhase.TryAdd(key, directive.At)) faults.Error(DiagnosticCode.RepeatedDefaultAction, phase?.At ?? directive.At, $"Phase {key} has a SecDefaultAction already", $"it stands at {byPhase[key]}");
    }
}
