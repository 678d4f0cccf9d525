using Palisade.SecLang;

namespace Palisade.Protection.Apis.Documents;

/// <summary>What is wrong with a document, every fault with its place. The first thousand errors and the first thousand warnings are kept.</summary>
public sealed class DocumentFaults
{
    private const int Most = 1000;
    private readonly List<Diagnostic> _list = [];
    private int _errors;

    /// <summary>All faults, in the order found.</summary>
    public IReadOnlyList<Diagnostic> All => _list;

    /// <summary>Whether one of them refuses the document.</summary>
    public bool HasErrors { get; private set; }

    /// <summary>Adds a fault that refuses the document.</summary>
    /// <param name="code">Stable, <c>AP</c> and four digits; listed in <c>docs/diagnostics.md</c>.</param>
    public void Error(DocumentNode at, string code, string message, string? hint = null) => Add(at.At, DiagnosticSeverity.Error, code, Placed(at, message), hint);

    /// <summary>Adds a fault at a place that is no node.</summary>
    public void Error(Place at, string code, string message, string? hint = null) => Add(at, DiagnosticSeverity.Error, code, message, hint);

    /// <summary>Adds something that the author should look at; the document loads.</summary>
    public void Warning(DocumentNode at, string code, string message, string? hint = null) => Add(at.At, DiagnosticSeverity.Warning, code, Placed(at, message), hint);

    private static string Placed(DocumentNode at, string message) => at.Pointer is { Length: > 0 } pointer ? $"{pointer}: {message}" : message;

    private void Add(Place at, DiagnosticSeverity severity, string code, string message, string? hint)
    {
        var isError = severity is DiagnosticSeverity.Error;
        HasErrors |= isError;
        // However many warnings there are, what refuses the document is told.
        if ((isError ? _errors : _list.Count - _errors) >= Most) return;
        if (isError) _errors++;
        _list.Add(new(at, severity, code, message, hint));
    }
}
