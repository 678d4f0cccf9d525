using Palisade.Engine.Patterns.Syntax;

namespace Palisade.Engine.Patterns.Automata;

/// <summary>One translation of a tree into instructions, from the back: each part is written knowing what follows it.</summary>
internal sealed class NfaBuilder
{
    private readonly List<Instruction> _instructions = [];
    private readonly List<ByteSet> _sets = [];
    private readonly Dictionary<ByteSet, int> _setNumbers = [];
    private readonly HashSet<Anchor> _anchors = [];
    private int _parts;
    private int _depth;

    /// <summary>Whether there is a part that no automaton can run, or too many parts.</summary>
    public bool Failed { get; private set; }

    /// <summary>The instructions so far.</summary>
    public IReadOnlyList<Instruction> Instructions => _instructions;

    /// <summary>The sets that instructions name.</summary>
    public IReadOnlyList<ByteSet> Sets => _sets;

    /// <summary>The anchors met.</summary>
    public IReadOnlySet<Anchor> Anchors => _anchors;

    /// <summary>Adds a whole pattern and answers its first instruction.</summary>
    public int Add(PatternNode root) => Add(new CaptureNode(root, 0, 0), Emit(Operation.Match, 0, 0));

    private int Emit(Operation operation, int argument, int next, int other = 0)
    {
        _instructions.Add(new Instruction(operation, argument, next, other));
        return _instructions.Count - 1;
    }

    /// <summary>Adds a part and answers its first instruction, which is <paramref name="next"/> for a part that has none.</summary>
    private int Add(PatternNode node, int next)
    {
        // Parts are counted too: repeating nothing often adds no instruction, but takes time.
        Failed |= ++_parts > Nfa.MostInstructions || _instructions.Count >= Nfa.MostInstructions;
        if (Failed) return next;
        switch (node)
        {
            case EmptyNode or VerbNode { Verb: "MARK" }:
                return next;
            case ByteNode bytes:
                return Emit(Operation.Take, NumberOf(bytes.Set), next);
            case SequenceNode sequence:
                for (var i = sequence.Items.Length - 1; i >= 0; i--) next = Add(sequence.Items[i], next);
                return next;
            case ChoiceNode choice:
                return AddChoice(choice, next);
            case RepeatNode { Mode: not RepeatMode.Possessive } repeat:
                return AddRepeat(repeat, next);
            case CaptureNode capture:
                return Emit(Operation.Save, 2 * capture.Group, Add(capture.Body, Emit(Operation.Save, (2 * capture.Group) + 1, next)));
            case AnchorNode { Anchor: not Anchor.SearchStart } anchor:
                _anchors.Add(anchor.Anchor);
                return Emit(Operation.Assert, (int)anchor.Anchor, next);
            default:
                Failed = true;
                return next;
        }
    }

    private int NumberOf(ByteSet set)
    {
        if (_setNumbers.TryGetValue(set, out var number)) return number;
        _sets.Add(set);
        return _setNumbers[set] = _sets.Count - 1;
    }

    private int AddChoice(ChoiceNode choice, int next)
    {
        var entry = Add(choice.Branches[^1], next);
        for (var i = choice.Branches.Length - 2; i >= 0; i--) entry = Emit(Operation.Split, 0, Add(choice.Branches[i], next), entry);
        return entry;
    }

    private int AddRepeat(RepeatNode repeat, int next)
    {
        var lazy = repeat.Mode == RepeatMode.Lazy;
        var required = repeat.Minimum;
        var entry = next;
        if (repeat.Maximum is { } maximum)
        {
            for (var i = repeat.Minimum; i < maximum && !Failed; i++) entry = Choose(Add(repeat.Item, entry), next, lazy);
        }
        else
        {
            entry = AddLoop(repeat, next, lazy);
            // The loop is the last of the rounds that must be.
            if (required == 0) entry = Choose(entry, next, lazy);
            else required--;
        }

        for (var i = 0; i < required && !Failed; i++) entry = Add(repeat.Item, entry);
        return entry;
    }

    private int Choose(int item, int next, bool lazy) => lazy ? Emit(Operation.Split, 0, next, item) : Emit(Operation.Split, 0, item, next);

    /// <summary>Adds one round or more.</summary>
    private int AddLoop(RepeatNode repeat, int next, bool lazy)
    {
        var end = Emit(Operation.Split, 0, 0);
        if (!CanBeEmpty(repeat.Item))
        {
            var body = Add(repeat.Item, end);
            _instructions[end] = lazy ? new Instruction(Operation.Split, 0, next, body) : new Instruction(Operation.Split, 0, body, next);
            return body;
        }

        _depth++;
        var start = Emit(Operation.StartRound, _depth, Add(repeat.Item, end));
        _instructions[end] = new Instruction(lazy ? Operation.EndLazyRound : Operation.EndGreedyRound, _depth, start, next);
        _depth--;
        return start;
    }

    private static bool CanBeEmpty(PatternNode node) => node switch
    {
        ByteNode => false,
        SequenceNode sequence => sequence.Items.All(CanBeEmpty),
        ChoiceNode choice => choice.Branches.Any(CanBeEmpty),
        RepeatNode repeat => repeat.Minimum == 0 || CanBeEmpty(repeat.Item),
        CaptureNode capture => CanBeEmpty(capture.Body),
        _ => true,
    };
}
