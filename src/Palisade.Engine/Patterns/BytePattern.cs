using Palisade.Engine.Patterns.Automata;
using Palisade.Engine.Patterns.Conditions;
using Palisade.Engine.Patterns.Syntax;

namespace Palisade.Engine.Patterns;

/// <summary>A PCRE pattern over bytes, ready to run. Immutable; shared by every rule and request that has the same text.</summary>
public sealed class BytePattern
{
    private static readonly PatternCache Shared = new();

    // Built on first use: most patterns of a big rule set are never asked in the life of a short process.
    private readonly Lazy<Automaton?> _automaton;
    private readonly Lazy<PatternMatcher> _matcher;

    private MatchCondition? _condition;

    private BytePattern(string text, BytePatternOptions options, PatternTree tree, DotNetPattern translated)
    {
        Text = text;
        Options = options;
        Facts = PatternFacts.Of(tree);
        _automaton = new(CreateAutomaton);
        _matcher = new(() => CreateMatcher(translated));
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
        return DotNetPattern.Translate(tree, out fault) is { } translated
            ? new(new BytePattern(pattern, options, tree, translated), null)
            : new(null, fault);
    }

    /// <summary>Whether a value has a match.</summary>
    /// <param name="value">Any bytes.</param>
    /// <param name="limitExceeded">Whether the time limit ended the search before it knew; the answer is then false.</param>
    public bool IsMatch(ReadOnlySpan<byte> value, out bool limitExceeded)
    {
        limitExceeded = false;
        if (value.Length < Facts.MinimumLength) return false;
        return _automaton.Value is { } automaton ? automaton.IsMatch(value, 0, out limitExceeded) : _matcher.Value.IsMatch(value, out limitExceeded);
    }

    /// <summary>As <see cref="IsMatch(ReadOnlySpan{byte}, out bool)"/> for a text of one character for each byte; a limit that trips is no match. For configuration, not for traffic.</summary>
    public bool IsMatch(string text) => IsMatch(System.Text.Encoding.Latin1.GetBytes(text), out _);

    /// <summary>Finds the first match that starts at a place or after it.</summary>
    /// <param name="value">Any bytes. What is before <paramref name="start"/> still counts for anchors and lookbehinds.</param>
    /// <param name="start">0 to the length of the value.</param>
    /// <param name="captures">Receives the match and then the groups in PCRE's order, as many as it has room for, which is one at least.</param>
    /// <param name="limitExceeded">Whether the time limit ended the search. The answer then is 0, or 1 when only the groups are not known.</param>
    /// <returns>0 when there is no match; else 1 plus the number of the last group that is set, or the length of <paramref name="captures"/> when that is less.</returns>
    public int Match(ReadOnlySpan<byte> value, int start, Span<ByteRange> captures, out bool limitExceeded)
    {
        ArgumentOutOfRangeException.ThrowIfZero(captures.Length, nameof(captures));
        limitExceeded = false;
        if (value.Length - start < Facts.MinimumLength) return 0;
        // A value without a match never comes to a search that may take long.
        if (_automaton.Value is { } automaton && !automaton.IsMatch(value, start, out limitExceeded)) return 0;
        return _matcher.Value.Match(value, start, captures, out limitExceeded);
    }

    /// <summary>Walks over all matches of a value, as Perl's <c>//g</c> does.</summary>
    /// <param name="value">Any bytes.</param>
    /// <param name="clock">Measures the walk against the time limit; null for the system's.</param>
    public MatchWalk Walk(ReadOnlySpan<byte> value, TimeProvider? clock = null) =>
        new(_matcher.Value, value, Options.TimeLimit, clock ?? TimeProvider.System);

    // The tree is read again rather than kept: it takes far more memory than the text.
    private Automaton? CreateAutomaton() => PatternParser.Parse(Text, Options.Flags).Tree is { } tree ? Automaton.Build(tree) : null;

    private PatternMatcher CreateMatcher(DotNetPattern translated)
    {
        var required = PatternParser.Parse(Text, Options.Flags).Tree is { } tree ? RequiredLiterals.Of(tree) : [];
        return new PatternMatcher(translated, required.AsSpan(), Facts.GroupCount, Options.TimeLimit);
    }
}
