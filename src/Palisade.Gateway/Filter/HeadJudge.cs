using Palisade.Gateway.Accept;
using Palisade.Gateway.Accept.Wire;

namespace Palisade.Gateway.Filter;

/// <summary>Looks for everything that is wrong with a head, and finds out how its body ends.</summary>
internal static class HeadJudge
{
    /// <summary>Sets <see cref="RawHead.Violations"/> and <see cref="RawHead.Framing"/>.</summary>
    public static void Judge(RawHead head)
    {
        List<Violation>? found = null;
        if (head.Oddities is not HeadOddities.None) Oddities(head.Oddities, ref found);
        // Of a head that is not all there, what is missing says nothing.
        var whole = (head.Oddities & (HeadOddities.Cut | HeadOddities.LongLine | HeadOddities.LargeHeaders | HeadOddities.Slow)) is HeadOddities.None;
        if (whole)
        {
            RequestLineRules.Judge(head, ref found);
            HostRules.Judge(head, ref found);
            head.Framing = FramingRules.Judge(head, ref found);
        }

        HeaderRules.Judge(head.Headers, ref found);
        if (found is not null) head.Violations = found;
    }

    private static void Oddities(HeadOddities oddities, ref List<Violation>? found)
    {
        // Limits and time first: they set the status.
        if (oddities.HasFlag(HeadOddities.Slow)) Found(ref found, Violations.Slow);
        else if (oddities.HasFlag(HeadOddities.LongLine)) Found(ref found, Violations.LongLine);
        else if (oddities.HasFlag(HeadOddities.LargeHeaders)) Found(ref found, Violations.LargeHeaders);
        else if (oddities.HasFlag(HeadOddities.Cut)) Found(ref found, Violations.Cut);
        if (oddities.HasFlag(HeadOddities.LeadingLines)) Found(ref found, Violations.LeadingLines);
        if (oddities.HasFlag(HeadOddities.LeadingBlanks)) Found(ref found, Violations.LeadingBlanks);
        if (oddities.HasFlag(HeadOddities.WideBlanks)) Found(ref found, Violations.WideBlanks);
        if (oddities.HasFlag(HeadOddities.Folded)) Found(ref found, Violations.Folded);
        if (oddities.HasFlag(HeadOddities.NoColon)) Found(ref found, Violations.NoColon);
    }

    /// <summary>Adds a violation; the list exists only when there is one.</summary>
    internal static void Found(ref List<Violation>? found, Violation violation)
    {
        found ??= [];
        if (!found.Contains(violation)) found.Add(violation);
    }
}
