using System.Text;
using Palisade.SecLang;
using Palisade.SecLang.Syntax;

namespace Palisade.Engine.Operators;

/// <summary>What an operator is made from: its argument, what is allowed, and where faults go.</summary>
internal sealed class OperatorArgument(OperatorSyntax syntax, OperatorOptions options, ICollection<Diagnostic> faults)
{
    /// <summary>The operator's canonical name.</summary>
    public string Name => syntax.Name;

    /// <summary>The argument as written, one character for each byte.</summary>
    public string Text => syntax.Argument;

    /// <summary>The argument as written, as bytes.</summary>
    public byte[] Bytes { get; } = Encoding.Latin1.GetBytes(syntax.Argument);

    /// <summary>Whether the argument has macros, so that only the transaction knows its text.</summary>
    public bool HasMacros => syntax.Argument.Contains("%{", StringComparison.Ordinal);

    /// <summary>What is allowed and provided.</summary>
    public OperatorOptions Options => options;

    /// <summary>The folder of the rule file, where relative data files are looked for.</summary>
    public string Folder => Path.GetDirectoryName(syntax.At.File) ?? "";

    /// <summary>Reports why the operator cannot be made.</summary>
    /// <param name="offset">Where in the argument the fault lies, in bytes.</param>
    /// <returns>Null, to be handed on to the caller of <see cref="OperatorTable.Create"/>.</returns>
    public Operator? Refuse(string code, string message, string? hint = null, int offset = 0)
    {
        Report(DiagnosticSeverity.Error, code, message, hint, offset);
        return null;
    }

    /// <summary>Reports what loads but deserves a look.</summary>
    public void Warn(string code, string message, string? hint = null, int offset = 0) =>
        Report(DiagnosticSeverity.Warning, code, message, hint, offset);

    private void Report(DiagnosticSeverity severity, string code, string message, string? hint, int offset)
    {
        var at = syntax.ArgumentAt with { Column = syntax.ArgumentAt.Column + offset };
        faults.Add(new Diagnostic(at, severity, code, $"@{Name}: {message}", hint));
    }
}
