using System.Buffers;
using Palisade.Configuration.Policies;
using Palisade.Engine.Patterns;

namespace Palisade.Protection.Policies.Matching;

/// <summary>Values and patterns, one of which a value must match. Immutable; comparing allocates nothing.</summary>
internal sealed class TextMatch
{
    private const int OnTheStack = 512;

    private readonly ByteSet _exact;
    private readonly byte[][] _prefixes;
    private readonly byte[][] _suffixes;
    private readonly BytePattern[] _patterns;
    private readonly Transformer[] _transformers;
    private readonly bool _invert;

    private TextMatch(TextMatchConfig config, BytePattern[] patterns)
    {
        _exact = new(ByteText.Of(config.Exact));
        (_prefixes, _suffixes, _patterns) = (ByteText.Of(config.Prefixes), ByteText.Of(config.Suffixes), patterns);
        (_transformers, _invert) = ([.. config.Transformers], config.Invert);
    }

    /// <summary>From checked configuration.</summary>
    /// <param name="at">Its path, for faults.</param>
    /// <param name="fault">Told, with the field, what is wrong with a regular expression.</param>
    public static TextMatch Of(TextMatchConfig config, string at, Action<string, string> fault)
    {
        var patterns = new List<BytePattern>(config.Regexes.Count);
        for (var i = 0; i < config.Regexes.Count; i++)
        {
            var (pattern, why) = ByteText.Pattern(config.Regexes[i]);
            if (pattern is not null) patterns.Add(pattern);
            else fault($"{at}.regex_values[{i}]", why!);
        }

        return new(config, [.. patterns]);
    }

    /// <summary>Whether a value matches.</summary>
    public bool Matches(ReadOnlySpan<byte> value) => (_transformers.Length == 0 ? Compare(value) : CompareTransformed(value)) != _invert;

    /// <summary>Whether a value matches that is percent-encoded.</summary>
    public bool MatchesDecoded(ReadOnlySpan<byte> value)
    {
        if (value.IndexOfAny((byte)'%', (byte)'+') < 0) return Matches(value);

        byte[]? pooled = null;
        Span<byte> buffer = value.Length <= OnTheStack ? stackalloc byte[OnTheStack] : (pooled = ArrayPool<byte>.Shared.Rent(value.Length));
        var matches = Matches(buffer[..UrlText.Decode(value, buffer, plusIsBlank: true)]);
        if (pooled is not null) ArrayPool<byte>.Shared.Return(pooled);
        return matches;
    }

    private bool CompareTransformed(ReadOnlySpan<byte> value)
    {
        byte[]? pooled = null;
        Span<byte> buffer = value.Length <= OnTheStack ? stackalloc byte[OnTheStack] : (pooled = ArrayPool<byte>.Shared.Rent(value.Length));
        value.CopyTo(buffer);
        var matches = Compare(Transforms.Apply(_transformers, buffer[..value.Length]));
        if (pooled is not null) ArrayPool<byte>.Shared.Return(pooled);
        return matches;
    }

    private bool Compare(ReadOnlySpan<byte> value)
    {
        if (_exact.Contains(value)) return true;
        foreach (var prefix in _prefixes)
        {
            if (value.StartsWith(prefix)) return true;
        }

        foreach (var suffix in _suffixes)
        {
            if (value.EndsWith(suffix)) return true;
        }

        foreach (var pattern in _patterns)
        {
            if (pattern.IsMatch(value, out _)) return true;
        }

        return false;
    }
}
