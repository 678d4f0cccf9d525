using Palisade.Configuration.Policies;
using Palisade.Engine.Patterns;

namespace Palisade.Protection.Policies.Matching;

/// <summary>The paths of a route. Immutable.</summary>
internal sealed class PathPattern
{
    private readonly byte[]? _prefix;
    private readonly byte[]? _exact;
    private readonly BytePattern? _regex;

    private PathPattern(byte[]? prefix, byte[]? exact, BytePattern? regex) => (_prefix, _exact, _regex) = (prefix, exact, regex);

    /// <summary>From checked configuration.</summary>
    /// <param name="fault">Told what is wrong with the regular expression, which then matches nothing.</param>
    public static PathPattern Of(RoutePathConfig config, Action<string> fault)
    {
        BytePattern? regex = null;
        if (config.Regex is { } text)
        {
            (regex, var why) = ByteText.Pattern(text);
            if (why is not null) fault(why);
        }

        return new(config.Prefix is null ? null : ByteText.Of(config.Prefix), config.Exact is null ? null : ByteText.Of(config.Exact), regex);
    }

    /// <summary>What the paths begin with; empty where that is not how they are told.</summary>
    public ReadOnlyMemory<byte> Prefix => _prefix;

    /// <summary>Whether a plain path (<see cref="PlainPath"/>) is one of them.</summary>
    public bool Matches(ReadOnlySpan<byte> path)
    {
        if (_prefix is not null) return path.StartsWith(_prefix);
        if (_exact is not null) return path.SequenceEqual(_exact);
        return _regex?.IsMatch(path, out _) is true;
    }
}
