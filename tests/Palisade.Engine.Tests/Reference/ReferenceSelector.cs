using System.Text;
using Palisade.Engine.Rules;

namespace Palisade.Engine.Tests.Reference;

/// <summary>Which keys a selector means. Only ASCII letters are the same in both cases.</summary>
internal static class ReferenceSelector
{
    public static bool Includes(Selector? selector, byte[] key) => selector switch
    {
        null => true,
        Selector.Key named => key.Select(Lower).SequenceEqual(Encoding.Latin1.GetBytes(named.Name).Select(Lower)),
        Selector.Pattern pattern => pattern.Regex.IsMatch(key, out _),
        Selector.XPath path => Encoding.Latin1.GetString(key) == path.Expression,
        _ => false,
    };

    /// <summary>Whether a target that takes values out (<c>!ARGS:x</c>) takes out this one.</summary>
    public static bool Means(Target target, ReferenceValue value) => target.Variable == value.Variable && Includes(target.Selector, value.Key);

    private static int Lower(byte b) => char.IsAsciiLetterUpper((char)b) ? b | 0x20 : b;
}
