using Palisade.Engine.Rules;
using Palisade.SecLang;
using Palisade.SecLang.Syntax;

namespace Palisade.Engine.Compilation;

/// <summary>Reads the actions that change variables or mark what to mask.</summary>
internal static class DataActionReader
{
    /// <summary>Null for metadata (<c>id</c>, <c>msg</c>, <c>tag</c>, ...), which the rule reads by itself, and after a fault.</summary>
    public static RuleAction? Read(ActionSyntax action, CompileOptions options, ICollection<Diagnostic> faults)
    {
        var value = action.Value ?? "";
        switch (action.Name)
        {
            case "setvar":
                return SetVariable(action, faults);
            case "expirevar":
                return Expire(action, faults);
            case "initcol":
                var (collection, key) = Pair.Split(value, '=');
                return Collection(action, collection, faults) is { } id ? new RuleAction.OpenCollection(id, MacroText.Parse(key ?? "")) : null;
            case "setsid":
                return new RuleAction.OpenCollection(VariableId.SESSION, MacroText.Parse(value));
            case "setuid":
                return new RuleAction.OpenCollection(VariableId.USER, MacroText.Parse(value));
            case "setrsc":
                return new RuleAction.OpenCollection(VariableId.RESOURCE, MacroText.Parse(value));
            case "setenv":
                var (name, content) = Pair.Split(value, '=');
                return new RuleAction.SetEnvironment(MacroText.Parse(name), MacroText.Parse(content ?? ""));
            case "evidence":
                return Evidence(action, faults);
            case "exec":
                return Execute(action, options, faults);
            case "sanitiseArg":
                return new RuleAction.Sanitise(VariableId.ARGS, value);
            case "sanitiseRequestHeader":
                return new RuleAction.Sanitise(VariableId.REQUEST_HEADERS, value);
            case "sanitiseResponseHeader":
                return new RuleAction.Sanitise(VariableId.RESPONSE_HEADERS, value);
            case "sanitiseMatched" or "sanitiseMatchedBytes":
                return new RuleAction.SanitiseMatched();
            default:
                return null;
        }
    }

    private static RuleAction.SetVariable? SetVariable(ActionSyntax action, ICollection<Diagnostic> faults)
    {
        var text = action.Value ?? "";
        var remove = text.StartsWith('!');
        var (path, value) = Pair.Split(remove ? text[1..] : text, '=');
        if (Name(action, path, faults) is not var (collection, name)) return null;
        if (remove) return new(collection, name, RuleAction.ChangeKind.Remove, MacroText.Parse(""));

        var change = value switch
        {
            ['+', ..] => RuleAction.ChangeKind.Add,
            ['-', ..] => RuleAction.ChangeKind.Subtract,
            _ => RuleAction.ChangeKind.Set,
        };
        return new(collection, name, change, MacroText.Parse(change is RuleAction.ChangeKind.Set ? value ?? "1" : value![1..]));
    }

    private static RuleAction.ExpireVariable? Expire(ActionSyntax action, ICollection<Diagnostic> faults)
    {
        var (path, seconds) = Pair.Split(action.Value ?? "", '=');
        return Name(action, path, faults) is var (collection, name) ? new(collection, name, MacroText.Parse(seconds ?? "0")) : null;
    }

    private static (VariableId Collection, MacroText Name)? Name(ActionSyntax action, string path, ICollection<Diagnostic> faults)
    {
        var (collection, name) = Pair.Split(path.Trim(), '.');
        if (name is null or "")
        {
            faults.Add(new(action.ValueAt, DiagnosticSeverity.Error, "RC0014", $"'{path}' names no variable of a collection", "collection.name, as tx.score"));
            return null;
        }

        return Collection(action, collection, faults) is { } id ? (id, MacroText.Parse(name)) : null;
    }

    private static VariableId? Collection(ActionSyntax action, string name, ICollection<Diagnostic> faults)
    {
        if (VariableTable.TryFind(name.Trim(), out var id)
            && id is VariableId.TX or VariableId.IP or VariableId.SESSION or VariableId.GLOBAL or VariableId.USER or VariableId.RESOURCE)
            return id;
        faults.Add(new(action.ValueAt, DiagnosticSeverity.Error, "RC0015", $"'{name}' is no collection that a rule can write", "TX, IP, SESSION, GLOBAL, USER or RESOURCE"));
        return null;
    }

    private static RuleAction.Evidence? Evidence(ActionSyntax action, ICollection<Diagnostic> faults)
    {
        var (kind, weight) = Pair.Split(action.Value ?? "", '=');
        if (int.TryParse(weight, out var number) && number is >= 1 and <= 99 && kind.Length > 0) return new(kind, number);
        faults.Add(new(action.ValueAt, DiagnosticSeverity.Error, "RC0022", $"'{action.Value}' is no evidence", "KIND=weight, the weight from 1 to 99"));
        return null;
    }

    private static RuleAction.Execute? Execute(ActionSyntax action, CompileOptions options, ICollection<Diagnostic> faults)
    {
        var program = action.Value ?? "";
        if (program.EndsWith(".lua", StringComparison.OrdinalIgnoreCase))
        {
            faults.Add(new(action.ValueAt, DiagnosticSeverity.Error, "RC0016", "exec of a Lua script is refused: Palisade runs no Lua", "write the test as a rule"));
            return null;
        }

        if (options.AllowPrograms) return new(program);
        faults.Add(new(action.ValueAt, DiagnosticSeverity.Warning, "RC0017", $"exec of '{program}' will not run: programs are not allowed", "start with --allow-programs if you trust the rules"));
        return null;
    }
}
