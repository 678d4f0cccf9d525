using System.CommandLine;
using System.CommandLine.Parsing;

namespace Palisade.Cli.Terminal;

/// <summary>Options whose value is one of a few words.</summary>
internal static class WordOption
{
    /// <summary>The option; what is none of the words is refused with the one that may be meant.</summary>
    public static Option<T?> Of<T>(string name, Dictionary<string, T> words, T usual, string description)
        where T : struct
    {
        var known = string.Join('|', words.Keys);
        return new Option<T?>(name)
        {
            HelpName = known,
            Description = $"{description} [default: {words.First(w => w.Value.Equals(usual)).Key}]",
            CustomParser = result => ReadWord(result, name, words, usual),
        };
    }

    private static T ReadWord<T>(ArgumentResult result, string name, Dictionary<string, T> words, T usual)
    {
        var text = result.Tokens.Count > 0 ? result.Tokens[0].Value : "";
        if (words.TryGetValue(text, out var value)) return value;
        var meant = Spelling.Nearest(text, words.Keys) is { } near ? $"; did you mean '{near}'?" : $"; it is one of {string.Join(", ", words.Keys)}";
        result.AddError($"{name}: there is no '{text}'{meant}");
        return usual;
    }
}
