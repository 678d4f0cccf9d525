using Palisade.Protection.Policies.Matching;

namespace Palisade.Protection.Policies.Conditions;

/// <summary><c>cookie_matchers</c>: one cookie, by its exact name.</summary>
internal sealed class CookieCondition(NamedValue asked) : Condition
{
    /// <inheritdoc/>
    public override string Word => "cookie_matchers";

    /// <inheritdoc/>
    public override bool Holds(ref PolicyRequest request)
    {
        var (found, matched, at) = (false, false, 0);
        while (!matched && HeaderLines.Next(request.Head.Headers, "Cookie", ref at, out var header))
        {
            var pairs = new Pairs(header, (byte)';');
            while (!matched && pairs.Next())
            {
                if (!pairs.Name.SequenceEqual(asked.Bytes)) continue;
                found = true;
                matched = asked.Item?.Matches(pairs.Value) is true;
            }
        }

        return asked.Answer(found, matched);
    }
}
