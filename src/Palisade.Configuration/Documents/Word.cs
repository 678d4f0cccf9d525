using System.Text;

namespace Palisade.Configuration.Documents;

/// <summary>The words of documents for the members of enumerations: <c>LeastRequests</c> is <c>least_requests</c>.</summary>
public static class Word
{
    /// <summary>The word.</summary>
    public static string Of<T>(T value)
        where T : struct, Enum
    {
        var word = new StringBuilder();
        foreach (var c in value.ToString())
        {
            if (char.IsAsciiLetterUpper(c) && word.Length > 0) word.Append('_');
            word.Append(char.ToLowerInvariant(c));
        }

        return word.ToString();
    }
}
