using System.Globalization;
using Palisade.Events.Format;

namespace Palisade.Events.Masking;

/// <summary>Makes findings that may be written of those the engine reports.</summary>
internal sealed class FindingMask(RequestMask mask)
{
    private const string ParanoiaTag = "paranoia-level/";

    /// <summary>Notes what matched at masked places: a later rule may have captured it, decoded, and log it.</summary>
    public void LearnFrom(RawFinding finding)
    {
        foreach (var match in finding.Matches)
        {
            var (collection, name) = Split(match.Variable);
            if (!mask.Covers(collection, name)) continue;
            mask.Learn(RequestMask.Widen(match.Value.Span));
            mask.Learn(RequestMask.Widen(match.Match.Span));
        }
    }

    /// <summary>One finding.</summary>
    public EventFinding Mask(RawFinding finding)
    {
        var isSecret = finding.Matches.Any(m => mask.Covers(Split(m.Variable).Collection, Split(m.Variable).Name));
        var locations = finding.Matches.Select(m => Location(m.Variable)).Distinct().Take(EventLimits.Locations + 1).ToList();
        return new EventFinding
        {
            RuleId = finding.RuleId,
            Message = Message(finding, isSecret),
            AttackType = AttackTypes.FromTags(finding.Tags),
            Severity = finding.Severity is >= 0 and <= 7 ? (EventSeverity)finding.Severity : null,
            Phase = finding.Phase,
            ParanoiaLevel = Paranoia(finding.Tags),
            Weight = finding.Weight,
            Counted = finding.Counted,
            Accuracy = Tagged(finding.Tags, "accuracy/"),
            Campaign = Tagged(finding.Tags, "campaign/"),
            Location = locations.FirstOrDefault(),
            Match = finding.Matches.Count == 0 ? null : Match(finding.Matches[0]),
            AlsoAt = [.. locations.Skip(1)],
            Data = Data(finding, isSecret),
            Tags = [.. finding.Tags.Take(EventLimits.Tags).Select(t => EventText.FromWidened(t, EventLimits.Tag))],
            File = finding.File,
            Line = finding.Line,
        };
    }

    private string Match(RawMatch match)
    {
        var (collection, name) = Split(match.Variable);
        if (mask.Covers(collection, name)) return MaskingRules.Mask;
        var piece = RequestMask.Widen(match.Match.Span);
        var value = RequestMask.Widen(match.Value.Span);
        var open = mask.Whole(value, Form(collection, name));
        // Clean values hide nothing. Of others a piece is shown only when it is seen to come from beside the secrets.
        var clean = open.IsWhole && !mask.Touches(value);
        if (mask.Touches(piece) || (!clean && !open.Shows(piece))) return MaskingRules.Mask;
        return EventText.FromWidened(mask.Whole(piece, Form(collection, name)).Text, EventLimits.Match);
    }

    private string? Message(RawFinding finding, bool isSecret)
    {
        if (finding.Message.Length == 0) return null;
        var unsafeText = isSecret || mask.Touches(finding.Message);
        var text = unsafeText ? finding.MessageAsWritten ?? MaskingRules.Mask : mask.Text(finding.Message);
        return EventText.FromWidened(text, EventLimits.Message);
    }

    private string? Data(RawFinding finding, bool isSecret)
    {
        if (finding.Data.Length == 0) return null;
        return isSecret ? MaskingRules.Mask : EventText.FromWidened(mask.Text(finding.Data), EventLimits.Data);
    }

    private EventLocation Location(string variable)
    {
        var (collection, name) = Split(variable);
        // A name can hold a secret: JSON sent as a form is one long name.
        return new(collection, name.Length == 0 ? null : EventText.FromWidened(mask.Text(name), EventLimits.Name));
    }

    private static (string Collection, string Name) Split(string variable)
    {
        var colon = variable.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? (variable, "") : (variable[..colon], variable[(colon + 1)..]);
    }

    private static TextForm Form(string collection, string name) =>
        collection.EndsWith("_HEADERS", StringComparison.OrdinalIgnoreCase) && name.EndsWith("cookie", StringComparison.OrdinalIgnoreCase)
            ? TextForm.Cookies
            : TextForm.Pairs;

    private static string? Tagged(IReadOnlyList<string> tags, string prefix) =>
        tags.FirstOrDefault(t => t.StartsWith(prefix, StringComparison.Ordinal)) is { } tag ? EventText.FromWidened(tag[prefix.Length..], EventLimits.Tag) : null;

    private static int? Paranoia(IReadOnlyList<string> tags)
    {
        var tag = tags.FirstOrDefault(t => t.StartsWith(ParanoiaTag, StringComparison.OrdinalIgnoreCase));
        return tag is not null && int.TryParse(tag.AsSpan(ParanoiaTag.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var level) ? level : null;
    }
}
