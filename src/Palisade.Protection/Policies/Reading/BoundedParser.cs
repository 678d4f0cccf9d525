using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Palisade.Protection.Policies.Reading;

/// <summary>A YAML parser that gives up on nesting no policy has: the tree is built by recursion, and a file must not end the process.</summary>
internal sealed class BoundedParser(TextReader text) : IParser
{
    private const int Deepest = 64;

    private readonly Parser _parser = new(text);
    private int _depth;

    /// <inheritdoc/>
    public ParsingEvent? Current => _parser.Current;

    /// <inheritdoc/>
    /// <exception cref="YamlException">The text is not YAML, or nested more than 64 deep.</exception>
    public bool MoveNext()
    {
        if (!_parser.MoveNext()) return false;
        _depth += _parser.Current!.NestingIncrease;
        if (_depth > Deepest) throw new YamlException(_parser.Current.Start, _parser.Current.End, $"nested more than {Deepest} deep");
        return true;
    }
}
