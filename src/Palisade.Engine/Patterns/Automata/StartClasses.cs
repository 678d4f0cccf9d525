namespace Palisade.Engine.Patterns.Automata;

/// <summary>The bytes that a match can start with, anchors left out of account. Immutable.</summary>
internal sealed class StartClasses
{
    private readonly ByteClasses _classes;
    private readonly bool[] _canStart;

    /// <param name="instructions">The program.</param>
    /// <param name="start">Its first instruction.</param>
    /// <param name="classes">What the pattern tells apart.</param>
    public StartClasses(ReadOnlySpan<Instruction> instructions, int start, ByteClasses classes)
    {
        _classes = classes;
        _canStart = new bool[classes.Count];
        var met = new bool[instructions.Length];
        var open = new Stack<int>([start]);
        while (open.TryPop(out var at))
        {
            if (met[at]) continue;
            met[at] = true;
            var instruction = instructions[at];
            switch (instruction.Operation)
            {
                case Operation.Take:
                    for (var c = 0; c < classes.Count; c++) _canStart[c] |= classes.Contains(instruction.Argument, c);
                    break;
                case Operation.Match:
                    Array.Fill(_canStart, value: true);
                    break;
                case Operation.Split:
                    open.Push(instruction.Other);
                    open.Push(instruction.Next);
                    break;
                default:
                    open.Push(instruction.Next);
                    break;
            }
        }
    }

    /// <summary>Whether a match may start at a place.</summary>
    public bool CanBeAt(ReadOnlySpan<byte> value, int place) => _canStart[_classes.Next(value, place)];

    /// <summary>The first place from one on where a match may start; after the end of the value when there is none.</summary>
    public int Next(ReadOnlySpan<byte> value, int place)
    {
        while (place <= value.Length && !CanBeAt(value, place)) place++;
        return place;
    }
}
