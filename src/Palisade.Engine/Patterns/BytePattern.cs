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
            return (new(new Regex(pattern, flags, options.TimeLimit)), null);
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

    /// <summary>Whether the widened text matches; a limit that trips is no match. For configuration, not for traffic.</summary>
    public bool IsMatch(string text) => IsMatch(Encoding.Latin1.GetBytes(text), out _);
}
