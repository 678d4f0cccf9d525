using Palisade.Configuration;
using Palisade.Configuration.Documents;
using Palisade.SecLang;

namespace Palisade.Protection.Checks;

/// <summary>Faults as the readers of policy files print them, as faults of one object.</summary>
internal static class FaultText
{
    /// <summary>The same fault. Its text begins with the path of its field, after what <paramref name="prefix"/> says of the object.</summary>
    public static ConfigFault Of(Diagnostic found, string prefix)
    {
        var text = found.Message.StartsWith(prefix, StringComparison.Ordinal) ? found.Message[prefix.Length..] : found.Message;
        var hint = found.Hint is null ? "" : $" ({found.Hint})";
        var end = FieldPath.LengthIn(text);
        if (text[..end] is not ("spec" or "metadata") && !text.StartsWith("spec.", StringComparison.Ordinal) && !text.StartsWith("spec[", StringComparison.Ordinal) && !text.StartsWith("metadata.", StringComparison.Ordinal)) return new("spec", text + hint);
        var said = text[end..].TrimStart(':', ' ');
        return new(text[..end], said is ['i', 's', ' ', .. var rest] ? $"It is {rest}.{hint}" : $"{Capital(said)}{hint}");
    }

    private static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
}
