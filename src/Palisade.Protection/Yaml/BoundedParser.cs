using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Palisade.Protection.Yaml;

/// <summary>A YAML parser that gives up on nesting no file of ours has: the tree is built by recursion, and a file must not end the process.</summary>
internal sealed class BoundedParser(TextReader text) : IParser
{
    private const int Deepest = 64;

    private readonly Parser _parser = new(text);
    private int _depth;

    /// <inheritdoc/>
    public ParsingEvent? Current => _parser.Current;

    /// <inheritdoc/>
    /// <exception cref="YamlException">The text is not YAML, or has more than 64 containers inside each other.</exception>
    public bool MoveNext()
    {
        if (!Next()) return false;
        _depth += _parser.Current!.NestingIncrease;
        if (_depth > Deepest) throw new YamlException(_parser.Current.Start, _parser.Current.End, $"More than {Deepest} containers are inside each other");
        return true;
    }

    private bool Next()
    {
        try
        {
            return _parser.MoveNext();
        }
        catch (InvalidOperationException fault)
        {
            // What the parser has for text that ends inside a list.
            var at = _parser.Current?.End ?? new Mark(0, 1, 1);
            throw new YamlException(at, at, "It ends inside of a list or a mapping", fault);
        }
    }
}
