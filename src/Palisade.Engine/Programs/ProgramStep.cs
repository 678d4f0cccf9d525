using System.Runtime.InteropServices;
using Palisade.Engine.Operators;
using Palisade.Engine.Rules;

namespace Palisade.Engine.Programs;

/// <summary>
/// A rule in its phase, with what refutes it most cheaply: most rules do not match most requests, and what is said of them here spares reading the rule itself,
/// which is seldom in the processor's nearest memory.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ProgramStep
{
    private const int Unknown = -1;

    /// <param name="test">The rule.</param>
    /// <param name="place"><see cref="Place"/>.</param>
    /// <param name="skipTo"><see cref="SkipTo"/>.</param>
    public ProgramStep(RuleTest test, int place, int skipTo)
    {
        (Test, Place, SkipTo) = (test, place, skipTo);
        (Sources, Condition, Scanner) = (test.Sources, test.Condition, test.Scanner);
        (TxName, Plain) = (Unknown, test.Plain);
        if (test.Rule is not { Negated: false, Targets: [{ TxName: >= 0, Count: false } target], Operator: NumberOperator { Matching: { } matching } } || !test.Chain.IsEmpty) return;
        TxName = target.TxName;
        (Low, High) = matching;
    }

    /// <summary>Changes of TX in the place of rules that are the same for every request.</summary>
    public ProgramStep(TxUpdates updates) => (Test, Updates, Place, SkipTo, Sources, TxName) = (null!, updates, Unknown, Unknown, Unknown, Unknown);

    /// <summary>The rule; null where there are <see cref="Updates"/>.</summary>
    public RuleTest Test { get; }

    /// <summary>Changes of TX to be made; null for a rule.</summary>
    public TxUpdates? Updates { get; }

    /// <summary>Where the rule stands among all steps of the phase.</summary>
    public int Place { get; }

    /// <summary>Where in the phase to go on when its <c>skipAfter</c> is carried out; -1 when the marker is not in the rest of the phase.</summary>
    public int SkipTo { get; }

    /// <summary><see cref="RuleTest.Sources"/>.</summary>
    public int Sources { get; }

    /// <summary><see cref="RuleTest.Condition"/>.</summary>
    public int Condition { get; }

    /// <summary><see cref="RuleTest.Plain"/>.</summary>
    public PlainTest? Plain { get; }

    /// <summary><see cref="RuleTest.Scanner"/>.</summary>
    public int Scanner { get; }

    /// <summary>The number of the TX variable (<see cref="TxNames"/>) that the rule compares with a number, if that is all it does; otherwise -1.</summary>
    public int TxName { get; }

    /// <summary>The least value of that variable that matches.</summary>
    public long Low { get; }

    /// <summary>The greatest.</summary>
    public long High { get; }
}
