using Palisade.SecLang;
using Palisade.SecLang.Syntax;

namespace Palisade.Engine.Operators;

/// <summary>Every operator of the language by name.</summary>
public static class OperatorTable
{
    /// <summary>Makes a rule's operator ready to run.</summary>
    /// <param name="syntax">Name and argument; data files are looked for relative to the folder of <see cref="OperatorSyntax.At"/>'s file.</param>
    /// <param name="options">What is allowed.</param>
    /// <param name="faults">Receives what is wrong with the argument (a pattern that does not parse, a missing file).</param>
    /// <returns>Null when a fault was added.</returns>
    public static Operator? Create(OperatorSyntax syntax, OperatorOptions options, ICollection<Diagnostic> faults) =>
        throw new NotSupportedException(syntax.Name);
}
