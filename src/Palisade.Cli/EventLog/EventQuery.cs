using Palisade.Events.Filters;

namespace Palisade.Cli.EventLog;

/// <summary>Which events, out of which file.</summary>
internal sealed record EventQuery(string File, EventFilter Filter)
{
    /// <summary>Tells the file from the terms: a word with a sign of comparison is a term, unless a file is called so.</summary>
    /// <returns>The query, or what is wrong in one line.</returns>
    public static (EventQuery? Query, string? Fault) Read(IReadOnlyList<string> words, TimeProvider clock)
    {
        var terms = words.Where(IsTerm).ToList();
        var files = words.Where(w => !IsTerm(w)).ToList();
        if (files.Count > 1) return (null, $"one file at a time: '{files[0]}' or '{files[1]}' (a term looks like action=blocked)");
        var (filter, error) = EventFilter.Parse(string.Join(' ', terms.Select(Quoted)), clock);
        return filter is null ? (null, error) : (new EventQuery(files.Count is 1 ? files[0] : DefaultEvents.File, filter), null);
    }

    private static bool IsTerm(string word) => word.AsSpan().ContainsAny('=', '<', '>') && !System.IO.File.Exists(word);

    // The shell has taken the quotes off; a value with blanks needs them again.
    private static string Quoted(string term)
    {
        var sign = term.AsSpan().IndexOfAny("=<>!");
        var value = sign + term.AsSpan(sign).IndexOfAnyExcept("=<>!");
        return value > sign && term.Contains(' ') && !term.Contains('"') ? $"{term[..value]}\"{term[value..]}\"" : term;
    }
}
