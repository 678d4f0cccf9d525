namespace Palisade.SecLang.Lexing;

/// <summary>Collects faults up to a bound: a hostile file could hold one in every byte.</summary>
internal sealed class FaultList
{
    /// <summary>What a reader can use; more would only cost memory.</summary>
    public const int Most = 1000;

    private readonly List<Diagnostic> _found = [];

    public IReadOnlyList<Diagnostic> Found => _found;

    /// <summary>Whether reading should end.</summary>
    public bool IsFull => _found.Count > Most;

    public void Error(string code, Place at, string message, string? hint = null) => Add(new(at, DiagnosticSeverity.Error, code, message, hint));

    public void Warn(string code, Place at, string message, string? hint = null) => Add(new(at, DiagnosticSeverity.Warning, code, message, hint));

    private void Add(Diagnostic fault)
    {
        if (_found.Count < Most) _found.Add(fault);
        else if (_found.Count == Most) _found.Add(new(fault.At, DiagnosticSeverity.Error, DiagnosticCode.TooManyFaults, $"There are more than {Most} faults; those after this place are not reported"));
    }
}
