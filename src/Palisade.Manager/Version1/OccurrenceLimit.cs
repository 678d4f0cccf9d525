using System.Globalization;
using Palisade.Configuration.Documents;
using static Palisade.Manager.Version1.V1Json;

namespace Palisade.Manager.Version1;

/// <summary>The criterion <c>numberOfOccurrences</c>: so many in so much time, counted by address.</summary>
internal sealed record OccurrenceLimit(int Times, string Unit, int Periods)
{
    private const int LongestBlock = 48 * 3600;

    /// <summary>Reads it.</summary>
    public static OccurrenceLimit Of(Node criterion)
    {
        var context = criterion["context"]?.Value ?? "";
        if (context.Length > 0 && !context.Contains("ip", StringComparison.OrdinalIgnoreCase)) throw new NotEnforcedException($"occurrences are counted by address, and not by {Criterion.Plain(context)}");
        var (times, seconds) = (Number(criterion, "numTimes", 1_000_000), Number(criterion, "withinSeconds", 60 * 86_400));
        foreach (var (unit, length) in (ReadOnlySpan<(string, int)>)[("SECOND", 1), ("MINUTE", 60), ("HOUR", 3600), ("DAY", 86_400)])
        {
            if (seconds % length == 0 && seconds / length <= 60) return new(times, unit, seconds / length);
        }

        throw new NotEnforcedException($"{seconds.ToString(CultureInfo.InvariantCulture)} seconds are not up to 60 seconds, minutes, hours or days");
    }

    /// <summary>As the spec of a <c>rate_limiter</c>.</summary>
    /// <param name="block">For how many seconds a source is refused afterwards; 0 for none.</param>
    public Node ToSpec(int block)
    {
        var spec = Map(("total_number", Of(Times)), ("unit", Node.OfText(Unit)), ("period_multiplier", Of(Periods)));
        return block <= 0 ? spec : spec.With("action_block", Map(("seconds", Map(("duration", Of(Math.Min(block, LongestBlock)))))));
    }

    private static Node Of(int number) => Node.OfNumber(number.ToString(CultureInfo.InvariantCulture));

    private static int Number(Node criterion, string name, int most) =>
        int.TryParse(criterion[name]?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most ? number : throw new NotEnforcedException($"{name} is not a number in 1 to {most.ToString(CultureInfo.InvariantCulture)}");
}
