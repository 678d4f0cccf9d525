using System.Collections.Immutable;
using Palisade.Engine.Rules;
using Palisade.Engine.Transformations;
using Palisade.SecLang;
using Palisade.SecLang.Syntax;

namespace Palisade.Engine.Compilation;

/// <summary>Folds the actions of one rule, those of its <c>SecDefaultAction</c> first, into what the rule does.</summary>
internal sealed class ActionReader(CompileOptions options, ICollection<Diagnostic> faults)
{
    private const int DefaultDenyStatus = 403;
    private const int DefaultRedirectStatus = 302;

    private readonly List<ActionSyntax> _transformations = [];
    private ActionSyntax? _disruptive;
    private ActionSyntax? _defaultDisruptive;
    private int? _status;
    private int? _defaultStatus;

    public List<RuleAction> EachMatch { get; } = [];

    public List<RuleAction> Match { get; } = [];

    public List<KeyValuePair<string, string>> XmlNamespaces { get; } = [];

    public bool MultiMatch { get; private set; }

    public bool Capture { get; private set; }

    public bool Log { get; private set; } = true;

    public bool AuditLog { get; private set; } = true;

    public int Skip { get; private set; }

    public string? SkipAfter { get; private set; }

    /// <summary>An action of the default: its disruptive action holds only for rules that say <c>block</c>.</summary>
    public void ReadDefault(ActionSyntax action)
    {
        if (IsDisruptive(action.Name)) _defaultDisruptive = action;
        else if (action.Name == "status") _defaultStatus = Status(action);
        else if (action.Name != "t") ReadOther(action);
    }

    /// <summary>An action of the rule itself.</summary>
    public void Read(ActionSyntax action)
    {
        if (IsDisruptive(action.Name)) _disruptive = action;
        else if (action.Name == "status") _status = Status(action);
        else if (action.Name == "t") _transformations.Add(action);
        else ReadOther(action);
    }

    /// <summary>What is left of the transformations: <c>t:none</c> drops those to its left, and any <c>t:none</c> those of the default.</summary>
    public ImmutableArray<Transformation> Transformations(IReadOnlyList<ActionSyntax> defaults, UnicodeMap? unicode)
    {
        var all = defaults.Where(a => a.Name == "t").Concat(_transformations).ToList();
        var none = all.FindLastIndex(a => string.Equals(a.Value, "none", StringComparison.OrdinalIgnoreCase));
        var chain = ImmutableArray.CreateBuilder<Transformation>();
        foreach (var step in all.Skip(none + 1))
        {
            if (TransformationTable.Find(step.Value ?? "", unicode) is { } transformation) chain.Add(transformation);
            else Fault(step, "RC0008", $"There is no transformation '{step.Value}'");
        }

        return chain.ToImmutable();
    }

    /// <summary>The disruptive action, with <c>block</c> replaced by the default's.</summary>
    public Disruption Disruption()
    {
        var chosen = _disruptive;
        var status = _status;
        if (chosen?.Name == "block")
        {
            chosen = _defaultDisruptive;
            status ??= _defaultStatus;
        }

        return chosen?.Name switch
        {
            "deny" => new(DisruptionKind.Deny, status ?? DefaultDenyStatus, null),
            "drop" => new(DisruptionKind.Drop, status ?? DefaultDenyStatus, null),
            "redirect" => new(DisruptionKind.Redirect, status is >= 300 and < 400 ? status.Value : DefaultRedirectStatus, MacroText.Parse(chosen.Value ?? "")),
            "allow" => Allow(chosen),
            _ => Rules.Disruption.Pass,
        };
    }

    private static bool IsDisruptive(string name) => name is "block" or "deny" or "drop" or "redirect" or "allow" or "pass";

    private Disruption Allow(ActionSyntax action)
    {
        switch (action.Value?.ToLowerInvariant())
        {
            case null or "":
                return new(DisruptionKind.Allow, 0, null);
            case "request":
                return new(DisruptionKind.AllowRequest, 0, null);
            case "phase":
                return new(DisruptionKind.AllowPhase, 0, null);
            default:
                Fault(action, "RC0009", $"allow takes 'phase' or 'request', not '{action.Value}'");
                return Rules.Disruption.Pass;
        }
    }

    private void ReadOther(ActionSyntax action)
    {
        switch (action.Name)
        {
            case "log":
                Log = true;
                break;
            case "nolog":
                Log = AuditLog = false;
                break;
            case "auditlog":
                AuditLog = true;
                break;
            case "noauditlog":
                AuditLog = false;
                break;
            case "capture":
                Capture = true;
                break;
            case "multiMatch":
                MultiMatch = true;
                break;
            case "skip":
                Skip = int.TryParse(action.Value, out var skip) && skip > 0 ? skip : Refuse(action, "RC0010", $"skip takes a number above 0, not '{action.Value}'");
                break;
            case "skipAfter":
                SkipAfter = action.Value;
                break;
            case "severity":
                if (Severities.Parse(action.Value ?? "") is null) Fault(action, "RC0011", $"There is no severity '{action.Value}'", "0 to 7, or EMERGENCY to DEBUG");
                break;
            case "xmlns":
                ReadNamespace(action);
                break;
            case "ctl":
                if (ControlReader.Read(action, faults) is { } control) Match.Add(control);
                break;
            default:
                ReadData(action);
                break;
        }
    }

    private void ReadData(ActionSyntax action)
    {
        var read = DataActionReader.Read(action, options, faults);
        // initcol too: a setvar after it in the same rule must find its collection open.
        if (read is RuleAction.SetVariable or RuleAction.OpenCollection) EachMatch.Add(read);
        else if (read is not null) Match.Add(read);
    }

    private void ReadNamespace(ActionSyntax action)
    {
        var (prefix, uri) = Pair.Split(action.Value ?? "", '=');
        if (uri is null) Fault(action, "RC0012", "xmlns takes prefix=uri");
        else XmlNamespaces.Add(new(prefix, uri));
    }

    private int? Status(ActionSyntax action)
    {
        if (int.TryParse(action.Value, out var status) && status is >= 100 and <= 599) return status;
        Fault(action, "RC0013", $"status takes an HTTP status from 100 to 599, not '{action.Value}'");
        return null;
    }

    private int Refuse(ActionSyntax action, string code, string message)
    {
        Fault(action, code, message);
        return 0;
    }

    private void Fault(ActionSyntax action, string code, string message, string? hint = null) =>
        faults.Add(new(action.ValueAt, DiagnosticSeverity.Error, code, message, hint));
}
