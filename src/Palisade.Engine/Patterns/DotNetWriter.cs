using System.Globalization;
using System.Text;
using Palisade.Engine.Patterns.Syntax;

namespace Palisade.Engine.Patterns;

/// <summary>One run of the translation.</summary>
/// <param name="tree">The pattern.</param>
internal sealed class DotNetWriter(PatternTree tree)
{
    // Each reference to a name tests every group of it: without a bound the translation could be the square of the pattern.
    private const int MostGroupsOfOneName = 16;

    private readonly StringBuilder _text = new();
    private FixedLength? _lengths;

    /// <summary>The first construct that .NET cannot run as PCRE does.</summary>
    public PatternFault? Fault { get; private set; }

    /// <inheritdoc cref="DotNetPattern.KeepGroup"/>
    public int KeepGroup { get; private set; }

    /// <inheritdoc cref="DotNetPattern.AsksForStart"/>
    public bool AsksForStart { get; private set; }

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();

    /// <summary>Writes a node where alternatives may stand.</summary>
    public void Write(PatternNode node)
    {
        switch (node)
        {
            case ByteNode bytes: DotNetClass.Write(bytes.Set, _text); break;
            case SequenceNode sequence: WriteSequence(sequence); break;
            case ChoiceNode choice: WriteJoined(choice.Branches, '|'); break;
            case RepeatNode repeat: WriteRepeat(repeat); break;
            case CaptureNode capture: WriteGroup($"(?<{Number(capture.Group)}>", capture.Body); break;
            case AtomicNode atomic: WriteGroup(LoopGuard.StartsLazily(atomic.Body) ? $"(?>{LoopGuard.Nothing}" : "(?>", atomic.Body); break;
            case AnchorNode anchor: WriteAnchor(anchor.Anchor, textFollows: false); break;
            case LookNode look: WriteLook(look); break;
            case BackReferenceNode reference: WriteReference(reference); break;
            case ConditionalNode conditional: WriteConditional(conditional); break;
            case KeepNode: WriteKeep(); break;
            case CallNode call: Refuse(call, "recursion and subroutine calls are not supported"); break;
            case VerbNode { Verb: not "MARK" } verb: Refuse(verb, $"the backtracking verb (*{verb.Verb}) is not supported"); break;
        }
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private void Refuse(PatternNode node, string message) => Fault ??= new PatternFault(node.Offset, message);

    private void WriteGroup(string opening, PatternNode body)
    {
        _text.Append(opening);
        Write(body);
        _text.Append(')');
    }

    private void WriteJoined(IEnumerable<PatternNode> nodes, char separator)
    {
        var first = true;
        foreach (var node in nodes)
        {
            if (!first) _text.Append(separator);
            first = false;
            Write(node);
        }
    }

    private void WriteSequence(SequenceNode sequence)
    {
        var lastWithText = LastItemWithText(sequence);
        for (var i = 0; i < sequence.Items.Length; i++)
        {
            switch (sequence.Items[i])
            {
                case ChoiceNode choice:
                    WriteGroup("(?:", choice);
                    break;
                case AnchorNode anchor:
                    WriteAnchor(anchor.Anchor, textFollows: i < lastWithText);
                    break;
                case var item:
                    Write(item);
                    break;
            }
        }
    }

    /// <summary>The index of the last item that always matches a byte or more; only asked where a line start is.</summary>
    private static int LastItemWithText(SequenceNode sequence)
    {
        if (!sequence.Items.Any(item => item is AnchorNode { Anchor: Anchor.LineStart })) return -1;
        var last = sequence.Items.Length - 1;
        while (last >= 0 && NodeShape.Of(sequence.Items[last]).Minimum == 0) last--;
        return last;
    }

    private void WriteRepeat(RepeatNode written)
    {
        var repeat = LoopGuard.Merge(written);
        if (repeat.Mode == RepeatMode.Possessive) _text.Append("(?>");
        WriteRepeated(repeat.Item);
        var maximum = repeat.Maximum;
        if (repeat.Mode == RepeatMode.Lazy && NodeShape.Of(repeat.Item).Minimum == 0) maximum ??= LoopGuard.MostCounted;
        _text.Append((repeat.Minimum, maximum) switch
        {
            (0, null) => "*",
            (1, null) => "+",
            (0, 1) => "?",
            (var least, null) => $"{{{Number(least)},}}",
            var (least, most) => $"{{{Number(least)},{Number(most.Value)}}}",
        });
        if (repeat.Mode == RepeatMode.Lazy) _text.Append('?');
        if (repeat.Mode == RepeatMode.Possessive) _text.Append(')');
    }

    private void WriteRepeated(PatternNode item)
    {
        if (LoopGuard.MayBeLoop(item))
        {
            WriteGroup("(?:(?:", item);
            _text.Append(LoopGuard.Nothing).Append(')');
        }
        else if (item is ByteNode or CaptureNode or AtomicNode)
        {
            Write(item);
        }
        else
        {
            WriteGroup("(?:", item);
        }
    }

    private void WriteAnchor(Anchor anchor, bool textFollows)
    {
        AsksForStart |= anchor == Anchor.SearchStart;
        _text.Append(AnchorText(anchor, textFollows));
    }

    private static string AnchorText(Anchor anchor, bool textFollows) => anchor switch
    {
        Anchor.SubjectStart => "\\A",
        Anchor.SubjectEnd => "\\z",
        Anchor.SubjectEndOrFinalLineFeed => "\\Z",
        // Unlike .NET, PCRE sees no line after a line feed that ends the subject. Where a byte must follow it makes no difference.
        Anchor.LineStart => textFollows ? "^" : "^(?:(?!\\z)|\\A)",
        Anchor.LineEnd => "$",
        Anchor.WordBoundary => "\\b",
        // Alone, .NET takes a loop of no-word bytes before it to have nothing to give back, but between two of them \B holds.
        Anchor.NotWordBoundary => LoopGuard.Nothing + "\\B",
        _ => "\\G",
    };

    private void WriteLook(LookNode look)
    {
        if (!look.Atomic) Refuse(look, "lookarounds that are not atomic are not supported");
        if (!look.Behind) WriteGroup(look.Negative ? "(?!" : "(?=", look.Body);
        else if (look.Body.DescendantsAndSelf().All(IsPlain)) WriteGroup(look.Negative ? "(?<!" : "(?<=", look.Body);
        else WriteForwardLookBehind(look);
    }

    /// <summary>Whether only the text matched can be told from outside: then it does not matter that .NET matches backwards in a lookbehind.</summary>
    private static bool IsPlain(PatternNode node) =>
        node is ByteNode or SequenceNode or ChoiceNode or AnchorNode or EmptyNode or RepeatNode { Mode: not RepeatMode.Possessive };

    // PCRE steps back and then matches forwards, which groups and references inside can tell from matching backwards.
    private void WriteForwardLookBehind(LookNode look)
    {
        _lengths ??= FixedLength.In(tree);
        _text.Append(look.Negative ? "(?:" : "(?>");
        var first = true;
        foreach (var branch in FixedLength.BranchesOf(look))
        {
            if (!first && !look.Negative) _text.Append('|');
            first = false;
            WriteGroup(look.Negative ? "(?<!(?=" : "(?<=(?=", branch);
            _text.Append($".{{{Number(_lengths.Of(branch) ?? 0)}}})");
        }

        _text.Append(')');
    }

    private void WriteReference(BackReferenceNode reference)
    {
        // Of groups with the same name the first that is set counts.
        var numbers = tree.Resolve(reference.Group);
        if (numbers.Length > MostGroupsOfOneName)
        {
            Refuse(reference, $"references to a name of more than {MostGroupsOfOneName} groups are not supported");
            return;
        }

        _text.Append(reference.IgnoreCase ? "(?i:" : "(?:");
        foreach (var number in numbers[..^1]) _text.Append($"(?({Number(number)})\\k<{Number(number)}>|");
        _text.Append($"\\k<{Number(numbers[^1])}>").Append(')', numbers.Length);
    }

    private void WriteConditional(ConditionalNode conditional)
    {
        switch (conditional.Condition)
        {
            case GroupSetCondition { Group: var group } when tree.Resolve(group) is [var number]:
                _text.Append($"(?({Number(number)})");
                break;
            case LookCondition { Look: var look }:
                WriteGroup("(?(?:", look);
                break;
            case DefineCondition:
                WriteGroup("(?:", conditional.Yes);
                _text.Append("{0}");
                return;
            default:
                Refuse(conditional, "conditions on recursion, and on several groups of one name, are not supported");
                return;
        }

        WriteGroup("(?:", conditional.Yes);
        _text.Append('|');
        WriteGroup("(?:", conditional.No);
        _text.Append(')');
    }

    private void WriteKeep()
    {
        KeepGroup = tree.GroupCount + 1;
        _text.Append($"(?<{Number(KeepGroup)}>)");
    }
}
