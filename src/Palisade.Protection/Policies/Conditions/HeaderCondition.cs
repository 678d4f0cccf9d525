using Palisade.Protection.Policies.Matching;

namespace Palisade.Protection.Policies.Conditions;

/// <summary><c>headers</c>: one header, by name in any case.</summary>
internal sealed class HeaderCondition(NamedValue asked) : Condition
{
    /// <inheritdoc/>
    public override string Word => "headers";

    /// <inheritdoc/>
    public override bool Holds(ref PolicyRequest request)
    {
        var (found, matched, at) = (false, false, 0);
        while (!matched && HeaderLines.Next(request.Head.Headers, asked.Name, ref at, out var value))
        {
            found = true;
            matched = asked.Item?.Matches(value) is true;
        }

        return asked.Answer(found, matched);
    }
}
