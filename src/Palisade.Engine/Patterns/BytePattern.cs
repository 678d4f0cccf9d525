using Palisade.Engine.Patterns.Automata;
using Palisade.Engine.Patterns.Conditions;
using Palisade.Engine.Patterns.Syntax;

namespace Palisade.Engine.Patterns;

/// <summary>A PCRE pattern over bytes, ready to run. Immutable; shared by every rule and request that has the same text.</summary>
public sealed class BytePattern
{
    private static readonly PatternCache Shared = new();

    // Built on first use: most patterns of a big rule set are never asked in the life of a short process.
    private PatternMatcher? _matcher;

    private MatchCondition? _condition;

    private BytePattern(string text, BytePatternOptions options, PatternFacts facts)
    {
        Text = text;
        Options = options;
        Facts = facts;
    }

    /// <summary>The pattern as written, one character for each byte.</summary>
    public string Text { get; }

    /// <summary>What it was compiled with.</summary>
    public BytePatternOptions Options { get; }

    /// <summary>What is known of it.</summary>
    public PatternFacts Facts { get; }

    /// <summary>What every value has that it matches. Worked out when first asked for, from the text, and kept.</summary>
    public MatchCondition Condition => _condition ??= !Facts.CanMatch
        ? MatchCondition.Nothing
        : MatchCondition.Of(PatternParser.Parse(Text, Options.Flags).Tree!, Facts.MinimumLength);

    /// <summary>Whether it runs on automata, in time proportional to the value. Builds them.</summary>
    public bool IsLinear => Matcher is LinearMatcher;

    private PatternMatcher Matcher => Volatile.Read(ref _matcher) ?? CreateMatcher();

    /// <summary>Compiles a pattern, or finds the one compiled before from equal text and options.</summary>
    /// <param name="pattern">PCRE syntax, one character for each byte.</param>
    /// <param name="options">Null for <see cref="BytePatternOptions.Default"/>.</param>
    public static BytePatternResult Compile(string pattern, BytePatternOptions? options = null) =>
        Shared.GetOrAdd(pattern, options ?? BytePatternOptions.Default);

    /// <summary>Compiles a pattern and keeps it from the shared ones: for texts that come from requests, which must not fill the cache.</summary>
    /// <inheritdoc cref="Compile"/>
    public static BytePatternResult CompileAlone(string pattern, BytePatternOptions? options = null)
    {
        options ??= BytePatternOptions.Default;
        var (tree, fault) = PatternParser.Parse(pattern, options.Flags);
        if (tree is null) return new(null, fault);
        var facts = PatternFacts.Of(tree);
        // What needs no backtracking can always be translated.
        if (facts.NeedsBacktracking && DotNetPattern.Translate(tree, out fault) is null) return new(null, fault);
        return new(new BytePattern(pattern, options, facts), null);
    }

    /// <summary>Whether a value has a match.</summary>
    /// <param name="value">Any bytes.</param>
    /// <param name="limitExceeded">Whether a limit ended the search before it knew; the answer is then false.</param>
    public bool IsMatch(ReadOnlySpan<byte> value, out bool limitExceeded)
    {
        limitExceeded = false;
        return value.Length >= Facts.MinimumLength && Matcher.IsMatch(value, out limitExceeded);
    }

    /// <summary>As <see cref="IsMatch(ReadOnlySpan{byte}, out bool)"/> for a text of one character for each byte; a limit that trips is no match. For configuration, not for traffic.</summary>
    public bool IsMatch(string text) => IsMatch(System.Text.Encoding.Latin1.GetBytes(text), out _);

    /// <summary>Finds the first match that starts at a place or after it.</summary>
    /// <param name="value">Any bytes. What is before <paramref name="start"/> still counts for anchors and lookbehinds.</param>
    /// <param name="start">0 to the length of the value.</param>
    /// <param name="captures">Receives the match and then the groups in PCRE's order, as many as it has room for, which is one at least.</param>
    /// <param name="limitExceeded">Whether a limit ended the search. The answer then is 0, or 1 when only the groups are not known, or not even where the match is: then it is given as all of the value.</param>
    /// <returns>0 when there is no match; else 1 plus the number of the last group that is set, or the length of <paramref name="captures"/> when that is less.</returns>
    public int Match(ReadOnlySpan<byte> value, int start, Span<ByteRange> captures, out bool limitExceeded)
    {
        ArgumentOutOfRangeException.ThrowIfZero(captures.Length, nameof(captures));
        limitExceeded = false;
        return value.Length - start < Facts.MinimumLength ? 0 : Matcher.Match(value, start, captures, out limitExceeded);
    }

    /// <summary>Walks over all matches of a value, as Perl's <c>//g</c> does.</summary>
    /// <param name="value">Any bytes.</param>
    /// <param name="clock">Measures the walk against the time limit; null for the system's.</param>
    public MatchWalk Walk(ReadOnlySpan<byte> value, TimeProvider? clock = null) =>
        new(Matcher, value, Options.TimeLimit, clock ?? TimeProvider.System);

    // Two threads may both make one; the first that is stored stays.
    private PatternMatcher CreateMatcher()
    {
        // The tree is read again rather than kept: it takes far more memory than the text.
        var tree = PatternParser.Parse(Text, Options.Flags).Tree!;
        PatternMatcher matcher = Automaton.Build(tree) is { } automaton
            ? new LinearMatcher(automaton, Facts.GroupCount, WholeValue.Of(tree))
            : new BacktrackingMatcher(DotNetPattern.Translate(tree, out _)!, RequiredLiterals.Of(tree).AsSpan(), Facts.GroupCount, Options.TimeLimit);
        return Interlocked.CompareExchange(ref _matcher, matcher, null) ?? matcher;
    }
}
