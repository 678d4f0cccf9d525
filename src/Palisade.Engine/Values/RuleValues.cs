using System.Text;
using Palisade.Engine.Rules;

namespace Palisade.Engine.Values;

/// <summary>The RULE collection: what the current rule says about itself.</summary>
internal static class RuleValues
{
    public static IEnumerable<NamedValue> Of(RuleInfo rule)
    {
        yield return new("id"u8.ToArray(), Numbers.Text(rule.Id));
        if (rule.Revision is { } revision) yield return new("rev"u8.ToArray(), Encoding.Latin1.GetBytes(revision));
        if (rule.Severity is { } severity) yield return new("severity"u8.ToArray(), Numbers.Text(severity));
        if (rule.Message is { } message) yield return new("msg"u8.ToArray(), Encoding.Latin1.GetBytes(message));
    }
}
