namespace Palisade.Engine.Patterns.Automata;

/// <summary>
/// Settles what PCRE does after a round of a loop that took no byte: it leaves the loop. Whether the round under way is still empty is worked into the
/// program: the body of such a loop is there once for rounds that took a byte and once for rounds that did not yet.
/// </summary>
/// <remarks>
/// Of nested loops, when the round of an outer one is empty so far, so are those inside it. So it is enough to know the outermost loop whose round is empty,
/// and after a byte there is none: the copies grow with the depth of nesting, not with its power.
/// </remarks>
internal static class EmptyRounds
{
    // Loops are numbered from 1 by depth.
    private const int None = int.MaxValue;

    /// <summary>The same program without instructions for rounds; null when it would be too big.</summary>
    /// <param name="instructions">The program.</param>
    /// <param name="start">Its first instruction; becomes that of the answer.</param>
    public static Instruction[]? Resolve(IReadOnlyList<Instruction> instructions, ref int start)
    {
        if (!instructions.Any(i => i.Operation == Operation.StartRound)) return [.. instructions];

        var numbers = new Dictionary<(int Instruction, int Empty), int>();
        var resolved = new List<Instruction>();
        var open = new Queue<(int Instruction, int Empty)>();
        start = NumberOf((start, None));
        while (open.TryDequeue(out var at))
        {
            if (open.Count > Nfa.MostInstructions) return null;
            var instruction = instructions[at.Instruction];
            var next = NumberOf((instruction.Next, instruction.Operation == Operation.Take ? None : at.Empty));
            resolved.Add(instruction.Operation switch
            {
                Operation.Split => instruction with { Next = next, Other = NumberOf((instruction.Other, at.Empty)) },
                Operation.EndGreedyRound => new Instruction(Operation.Split, 0, next, NumberOf((instruction.Other, at.Empty))),
                Operation.EndLazyRound => new Instruction(Operation.Split, 0, NumberOf((instruction.Other, at.Empty)), next),
                _ => instruction with { Next = next },
            });
        }

        return numbers.Count <= Nfa.MostInstructions ? [.. resolved] : null;

        int NumberOf((int Instruction, int Empty) at)
        {
            at = PassRounds(instructions, at);
            if (numbers.TryGetValue(at, out var number)) return number;
            open.Enqueue(at);
            return numbers[at] = numbers.Count;
        }
    }

    /// <summary>Goes past starts of rounds and ends of empty ones: neither leaves a choice.</summary>
    private static (int Instruction, int Empty) PassRounds(IReadOnlyList<Instruction> instructions, (int Instruction, int Empty) at)
    {
        while (true)
        {
            var instruction = instructions[at.Instruction];
            switch (instruction.Operation)
            {
                case Operation.StartRound:
                    at = (instruction.Next, Math.Min(at.Empty, instruction.Argument));
                    break;
                case Operation.EndGreedyRound or Operation.EndLazyRound when at.Empty <= instruction.Argument:
                    at = (instruction.Other, at.Empty == instruction.Argument ? None : at.Empty);
                    break;
                default:
                    return at;
            }
        }
    }
}
