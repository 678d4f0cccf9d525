using Palisade.Protection.Policies.Matching;

namespace Palisade.Protection.Policies.Conditions;

/// <summary><c>http_method</c>: the method, as sent.</summary>
internal sealed class MethodCondition(byte[][] methods, bool invert) : Condition
{
    /// <inheritdoc/>
    public override string Word => "http_method";

    /// <inheritdoc/>
    public override bool Holds(ref PolicyRequest request)
    {
        var sent = request.Head.Method.Span;
        foreach (var method in methods)
        {
            if (sent.SequenceEqual(method)) return !invert;
        }

        return invert;
    }
}
