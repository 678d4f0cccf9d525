using System.Text;

namespace Palisade.Protection.Policies.Reading;

/// <summary>The words of files for the members of enumerations: <c>NextPolicy</c> is <c>NEXT_POLICY</c>.</summary>
internal static class Words
{
    /// <summary>The word.</summary>
    public static string Of(string member)
    {
        var word = new StringBuilder(member.Length + 4);
        foreach (var c in member)
        {
            if (char.IsAsciiLetterUpper(c) && word.Length > 0) word.Append('_');
            word.Append(char.ToUpperInvariant(c));
        }

        return word.ToString();
    }
}
