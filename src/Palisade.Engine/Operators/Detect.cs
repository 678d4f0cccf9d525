using System.Text;
using Palisade.Detection;
using Palisade.Engine.Patterns.Conditions;
using Palisade.Engine.Patterns.Syntax;

namespace Palisade.Engine.Operators;

/// <summary><c>@detect name [low|medium|high [only]]</c>: true when the recogniser of that name finds something in the value, with at least that confidence (<c>low</c> unless told), or with that one only.</summary>
/// <remarks>
/// A word of our own; names are those of <see cref="DetectorTable"/>. With <c>capture</c>, TX.0 is the part that acts, its first
/// <see cref="LongestExcerpt"/> bytes; TX.1 the recogniser's reason in words, TX.2 its confidence, <c>low</c>, <c>medium</c> or <c>high</c>.
/// Several rules that ask the same recogniser of the same value have it read once.
/// </remarks>
internal sealed class Detect : Operator
{
    /// <summary>The most bytes of TX.0.</summary>
    public const int LongestExcerpt = 256;

    private static readonly byte[][] Words = ["low"u8.ToArray(), "medium"u8.ToArray(), "high"u8.ToArray()];

    private static readonly string[] Numbers = [.. DetectorTable.All.Keys.Order(StringComparer.Ordinal)];

    private readonly Detector _detector;
    private readonly Confidence _least;
    private readonly Confidence _most;

    /// <summary>Asks a recogniser.</summary>
    public Detect(Detector detector, Confidence least, Confidence most = Confidence.High)
    {
        (_detector, _least, _most) = (detector, least, most);
        Number = Array.IndexOf(Numbers, detector.Name);
        Condition = detector.OneOf.IsEmpty && detector.Texts.IsEmpty
            ? MatchCondition.Of(detector.MinLength)
            : MatchCondition.Of(detector.MinLength, MatchGroup.Of(detector.Texts, ByteSet.Of(detector.OneOf.AsSpan())));
    }

    /// <summary>The recogniser's number for <see cref="DetectionMemory"/>.</summary>
    internal int Number { get; }

    /// <inheritdoc/>
    public override string Name => "detect";

    /// <inheritdoc/>
    public override MatchCondition Condition { get; }

    /// <summary>From a rule.</summary>
    public static Operator? Create(OperatorArgument argument)
    {
        var words = argument.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (words.Length is < 1 or > 3) return argument.Refuse(OperatorFaults.Argument, "needs the name of a recogniser", Names());
        if (!DetectorTable.All.TryGetValue(words[0], out var detector)) return argument.Refuse(OperatorFaults.Argument, $"there is no recogniser '{words[0]}'", Names());
        if (words.Length == 1) return new Detect(detector, Confidence.Low);
        if (words.Length == 3 && words[2] != "only") return Refuse(argument, words[2], "only 'only' may follow the confidence");
        return Level(words[1]) is { } least
            ? new Detect(detector, least, words.Length == 3 ? least : Confidence.High)
            : Refuse(argument, words[1], $"'{words[1]}' is no confidence");
    }

    /// <inheritdoc/>
    public override bool ReadsValueOnly => true;

    /// <inheritdoc/>
    public override bool Matches(ReadOnlySpan<byte> value, OperatorRun run)
    {
        if (value.Length < _detector.MinLength || run.Detections.Find(_detector, Number, value, run.Text) is not { } finding || finding.Confidence < _least || finding.Confidence > _most) return false;
        if (run.WantsCaptures) Capture(value, finding, run);
        return true;
    }

    private static void Capture(ReadOnlySpan<byte> value, Finding finding, OperatorRun run)
    {
        var start = Math.Clamp(finding.Offset, 0, value.Length);
        run.Capture(value.Slice(start, Math.Clamp(finding.Length, 0, Math.Min(LongestExcerpt, value.Length - start))));
        run.Capture(Encoding.UTF8.GetBytes(finding.Reason));
        run.Capture(Words[(int)finding.Confidence]);
    }

    private static Operator? Refuse(OperatorArgument argument, string word, string message) =>
        argument.Refuse(OperatorFaults.Argument, message, "low, medium or high, and 'only' behind it or not", argument.Text.LastIndexOf(word, StringComparison.Ordinal));

    private static Confidence? Level(string word) => word switch
    {
        "low" => Confidence.Low,
        "medium" => Confidence.Medium,
        "high" => Confidence.High,
        _ => null,
    };

    private static string Names() => $"the recognisers are {string.Join(", ", DetectorTable.All.Keys.Order(StringComparer.Ordinal))}";
}
