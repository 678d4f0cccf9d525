using Palisade.Engine.Rules;
using Palisade.SecLang;
using Palisade.SecLang.Syntax;

namespace Palisade.Engine.Compilation;

/// <summary>Targets by their syntax, so that one that an update adds to many rules is read once.</summary>
/// <param name="basis">Targets that are known already; only read. Or null.</param>
internal sealed class TargetTable(TargetTable? basis)
{
    private readonly Dictionary<TargetSyntax, Target> _targets = new(ReferenceEqualityComparer.Instance);

    /// <summary>Null when a fault was added.</summary>
    public Target? Read(TargetSyntax syntax, ICollection<Diagnostic> faults)
    {
        if ((basis is not null && basis._targets.TryGetValue(syntax, out var known)) || _targets.TryGetValue(syntax, out known)) return known;
        if (TargetReader.Read(syntax, faults) is { } target) return _targets[syntax] = target;
        return null;
    }
}
