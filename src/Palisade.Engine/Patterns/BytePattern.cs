using System.Text;
using System.Text.RegularExpressions;

namespace Palisade.Engine.Patterns;

/// <summary>How a pattern is compiled.</summary>
public sealed record BytePatternOptions
{
    /// <summary>As rules need it: dot matches line feeds, <c>^</c> and <c>$</c> at every line (ModSecurity v3).</summary>
    public static BytePatternOptions Default { get; } = new();

    /// <summary>Without regard to ASCII case: for keys.</summary>
    public static BytePatternOptions IgnoreCase { get; } = new() { FoldCase = true };

    /// <summary>Whether ASCII letters match either case.</summary>
    public bool FoldCase { get; init; }

    /// <summary>Longest run on one value. Default 100 ms.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromMilliseconds(100);
}

/// <summary>A pattern over bytes.</summary>
public sealed class BytePattern
{
    private static readonly Regex Braced = new(@"(?<=(?<!\\)(?:\\\\)*\\)x\{(?<hex>[0-9a-fA-F]{2})\}", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    private readonly Regex _regex;

    private BytePattern(Regex regex) => _regex = regex;

    /// <summary>Compiles a pattern, or says why not.</summary>
    public static (BytePattern? Pattern, string? Error) Compile(string pattern, BytePatternOptions? options = null)
    {
        options ??= BytePatternOptions.Default;
        try
        {
            var flags = RegexOptions.Singleline | RegexOptions.Multiline | RegexOptions.CultureInvariant;
            if (options.FoldCase) flags |= RegexOptions.IgnoreCase;
            return (new(new Regex(Braced.Replace(pattern, "x${hex}"), flags, options.TimeLimit)), null);
        }
        catch (ArgumentException fault)
        {
            return (null, fault.Message);
        }
    }

    /// <summary>Whether the value matches.</summary>
    /// <param name="limitExceeded">True when the time limit tripped before the answer was known; the answer is then false.</param>
    public bool IsMatch(ReadOnlySpan<byte> value, out bool limitExceeded)
    {
        limitExceeded = false;
        try
        {
            return _regex.IsMatch(Encoding.Latin1.GetString(value));
        }
        catch (RegexMatchTimeoutException)
        {
            limitExceeded = true;
            return false;
        }
    }

    /// <summary>Finds the first match at or after a place.</summary>
    /// <param name="groups">Receives the whole match and its groups as offsets; length -1 for a group that took no part.</param>
    /// <returns>How many were written; 0 for no match.</returns>
    public int Match(ReadOnlySpan<byte> value, int start, Span<(int Start, int Length)> groups, out bool limitExceeded)
    {
        limitExceeded = false;
        try
        {
            var match = _regex.Match(Encoding.Latin1.GetString(value), start);
            if (!match.Success) return 0;
            var count = Math.Min(groups.Length, match.Groups.Count);
            for (var i = 0; i < count; i++) groups[i] = match.Groups[i].Success ? (match.Groups[i].Index, match.Groups[i].Length) : (0, -1);
            return count;
        }
        catch (RegexMatchTimeoutException)
        {
            limitExceeded = true;
            return 0;
        }
    }

    /// <summary>Whether the widened text matches; a limit that trips is no match. For configuration, not for traffic.</summary>
    public bool IsMatch(string text) => IsMatch(Encoding.Latin1.GetBytes(text), out _);
}
