namespace Palisade.Engine.Patterns.Automata;

/// <summary>What an instruction of an <see cref="Nfa"/> does.</summary>
internal enum Operation : byte
{
    /// <summary>Takes a byte of the set <see cref="Instruction.Argument"/> and goes on.</summary>
    Take,

    /// <summary>Tries <see cref="Instruction.Next"/>, and <see cref="Instruction.Other"/> when that leads to no match.</summary>
    Split,

    /// <summary>Notes the place in the slot <see cref="Instruction.Argument"/>.</summary>
    Save,

    /// <summary>Goes on where the <see cref="Syntax.Anchor"/> <see cref="Instruction.Argument"/> holds.</summary>
    Assert,

    /// <summary>The pattern has matched.</summary>
    Match,

    /// <summary>Starts a round of a loop whose body may be empty; the argument is its depth among such loops, from 1. Gone when the automaton is built.</summary>
    StartRound,

    /// <summary>Ends a round of such a loop: <see cref="Instruction.Next"/> is the next round and <see cref="Instruction.Other"/> what follows. Gone when the automaton is built.</summary>
    EndGreedyRound,

    /// <summary>As <see cref="EndGreedyRound"/> for a loop that would rather end.</summary>
    EndLazyRound,
}

/// <summary>An instruction of an <see cref="Nfa"/>.</summary>
/// <param name="Operation">What it does.</param>
/// <param name="Argument">Its set, slot, anchor or depth.</param>
/// <param name="Next">The instruction that follows.</param>
/// <param name="Other">A second one, of less priority.</param>
internal readonly record struct Instruction(Operation Operation, int Argument, int Next, int Other);
