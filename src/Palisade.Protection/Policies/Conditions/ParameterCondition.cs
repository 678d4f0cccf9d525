using Palisade.Protection.Policies.Matching;

namespace Palisade.Protection.Policies.Conditions;

/// <summary><c>query_params</c>: one parameter of the query, by its exact name, decoded.</summary>
internal sealed class ParameterCondition(NamedValue asked) : Condition
{
    /// <inheritdoc/>
    public override string Word => "query_params";

    /// <inheritdoc/>
    public override bool Holds(ref PolicyRequest request) => Holds(asked, request.Query);

    /// <summary>The same over any pairs in the form of a query.</summary>
    internal static bool Holds(NamedValue asked, ReadOnlySpan<byte> text)
    {
        var (found, matched) = (false, false);
        var pairs = new Pairs(text, (byte)'&');
        while (!matched && pairs.Next())
        {
            if (!UrlText.DecodesTo(pairs.Name, asked.Bytes)) continue;
            found = true;
            matched = asked.Item?.MatchesDecoded(pairs.Value) is true;
        }

        return asked.Answer(found, matched);
    }
}
