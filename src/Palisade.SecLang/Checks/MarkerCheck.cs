using Palisade.SecLang.Lexing;
using Palisade.SecLang.Syntax;

namespace Palisade.SecLang.Checks;

/// <summary>Every <c>skipAfter</c> has a marker to land on.</summary>
internal static class MarkerCheck
{
    public static void Run(IReadOnlyList<Directive> directives, FaultList faults)
    {
        var last = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < directives.Count; i++)
        {
            if (directives[i] is MarkerDirective marker) last[marker.Label] = i;
        }

        for (var i = 0; i < directives.Count; i++)
        {
            foreach (var action in RuleInContext.ActionsOf(directives[i]) ?? [])
            {
                if (action is not { Name: "skipAfter", Value: { Length: > 0 } label } || (last.TryGetValue(label, out var marker) && marker > i)) continue;
                faults.Warn(DiagnosticCode.MissingMarker, action.ValueAt, $"No SecMarker {label} follows: every rule after this one is skipped", "add the marker, or correct its name");
            }
        }
    }
}
