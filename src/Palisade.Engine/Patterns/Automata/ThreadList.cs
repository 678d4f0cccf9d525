namespace Palisade.Engine.Patterns.Automata;

/// <summary>The threads of a <see cref="PikeMachine"/> at one place of a value, those of more priority first, each with the places it has noted.</summary>
internal sealed class ThreadList
{
    private int[] _instructions = new int[16];
    private int[] _slots = [];
    private int _width;

    /// <summary>The number of threads.</summary>
    public int Count { get; private set; }

    /// <summary>Leaves no thread.</summary>
    /// <param name="width">The number of slots of each thread to come.</param>
    public void Clear(int width)
    {
        Count = 0;
        _width = width;
    }

    /// <summary>Where a thread is in the program.</summary>
    public int InstructionOf(int thread) => _instructions[thread];

    /// <summary>The places a thread has noted.</summary>
    public ReadOnlySpan<int> SlotsOf(int thread) => _slots.AsSpan(thread * _width, _width);

    /// <summary>Adds a thread of less priority than the others.</summary>
    /// <param name="instruction">Where it is.</param>
    /// <param name="noted">What it had noted.</param>
    /// <param name="slots">Where it notes a place, too.</param>
    /// <param name="place">That place.</param>
    public void Add(int instruction, ReadOnlySpan<int> noted, ReadOnlySpan<int> slots, int place)
    {
        if (Count == _instructions.Length) Array.Resize(ref _instructions, 2 * Count);
        if ((Count + 1) * _width > _slots.Length) Array.Resize(ref _slots, _instructions.Length * _width);
        _instructions[Count] = instruction;
        var own = _slots.AsSpan(Count * _width, _width);
        noted.CopyTo(own);
        foreach (var slot in slots) own[slot] = place;
        Count++;
    }
}
