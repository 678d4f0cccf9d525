using Palisade.Engine.Patterns;

namespace Palisade.Engine.Rules;

/// <summary>Which members of a collection a target means.</summary>
public abstract class Selector
{
    private Selector()
    {
    }

    /// <summary>One key, without regard to ASCII case.</summary>
    public sealed class Key(string name) : Selector
    {
        /// <summary>The key, widened (Latin-1).</summary>
        public string Name => name;
    }

    /// <summary>The keys that a pattern matches, without regard to ASCII case.</summary>
    public sealed class Pattern(BytePattern pattern) : Selector
    {
        /// <summary>The pattern, compiled with case folding.</summary>
        public BytePattern Regex => pattern;
    }

    /// <summary>The nodes of an XML document that an XPath expression selects.</summary>
    public sealed class XPath(string expression) : Selector
    {
        /// <summary>The expression.</summary>
        public string Expression => expression;
    }
}

/// <summary>One target of a rule, resolved.</summary>
/// <param name="Variable">The variable.</param>
/// <param name="Selector">Null for all of it.</param>
/// <param name="Count">True for <c>&amp;</c>: the number of values is the value.</param>
public sealed record Target(VariableId Variable, Selector? Selector, bool Count);
