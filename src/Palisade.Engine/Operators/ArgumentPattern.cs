using System.Collections.Concurrent;
using System.Text;
using Palisade.Engine.Patterns;
using Palisade.Engine.Patterns.Conditions;

namespace Palisade.Engine.Operators;

/// <summary>The pattern of an operator: compiled when the rule is loaded, or, where it has macros, for each text they expand to.</summary>
internal sealed class ArgumentPattern
{
    // Expansions come from clients: what is kept of them is bounded.
    private const int MaxKept = 64;
    private const int MaxKeptLength = 1024;

    // Nor may a client make a request spend its time on reading a pattern.
    private const int MaxExpandedLength = 4096;
    private const long MaxExpandedRepeats = 10_000;

    private readonly BytePatternOptions _options;
    private readonly BytePattern? _fixed;
    private readonly ConcurrentDictionary<string, BytePattern?> _expanded = new(StringComparer.Ordinal);

    private ArgumentPattern(BytePattern? pattern, BytePatternOptions options) => (_fixed, _options) = (pattern, options);

    /// <summary>What every value has that the pattern matches.</summary>
    public MatchCondition Condition => _fixed?.Condition ?? MatchCondition.Anything;

    /// <summary>Compiles the argument; null when it does not parse, which is reported.</summary>
    public static ArgumentPattern? Create(OperatorArgument argument) =>
        argument.HasMacros ? new ArgumentPattern(null, Options(argument)) : Create(argument, 0);

    /// <summary>Compiles the rest of the argument from <paramref name="offset"/> on, macros not expanded.</summary>
    public static ArgumentPattern? Create(OperatorArgument argument, int offset)
    {
        var options = Options(argument);
        var (pattern, fault) = BytePattern.Compile(argument.Text[offset..], options);
        if (pattern is not null) return new ArgumentPattern(pattern, options);
        argument.Refuse(OperatorFaults.Pattern, $"the pattern does not parse: {fault?.Message}", null, offset + (fault?.Offset ?? 0));
        return null;
    }

    /// <summary>The pattern for this transaction; null when the expanded text does not parse, or is so long or repeats so much that this counts as a limit, and then nothing matches.</summary>
    public BytePattern? For(OperatorRun run)
    {
        if (_fixed is not null) return _fixed;
        if (run.Argument.Length > MaxExpandedLength || CountedRepeats.Product(run.Argument.Span) > MaxExpandedRepeats)
        {
            run.LimitExceeded = true;
            return null;
        }

        var text = Encoding.Latin1.GetString(run.Argument.Span);
        if (_expanded.TryGetValue(text, out var known)) return known;
        var pattern = BytePattern.CompileAlone(text, _options).Pattern;
        if (text.Length > MaxKeptLength) return pattern;
        if (_expanded.Count >= MaxKept) _expanded.Clear();
        _expanded[text] = pattern;
        return pattern;
    }

    private static BytePatternOptions Options(OperatorArgument argument) =>
        BytePatternOptions.Default with { TimeLimit = argument.Options.PatternTimeLimit };
}
