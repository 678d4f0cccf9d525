using System.Text;
using Palisade.Engine.Http;
using Palisade.Protection.Policies.Matching;

namespace Palisade.Protection.Policies.Conditions;

/// <summary><c>arg_matchers</c>: one field of a form (<c>application/x-www-form-urlencoded</c>) in the body. Of other bodies, no field is there.</summary>
internal sealed class ArgumentCondition(NamedValue asked) : Condition
{
    /// <inheritdoc/>
    public override string Word => "arg_matchers";

    /// <inheritdoc/>
    public override bool NeedsBody => true;

    /// <inheritdoc/>
    public override bool Holds(ref PolicyRequest request) => ParameterCondition.Holds(asked, IsForm(request.Head.Headers) ? request.Body : default);

    private static bool IsForm(IReadOnlyList<HeaderLine> headers)
    {
        var at = 0;
        if (!HeaderLines.Next(headers, "Content-Type", ref at, out var type)) return false;

        var parameters = type.IndexOf((byte)';');
        return Ascii.EqualsIgnoreCase((parameters < 0 ? type : type[..parameters]).Trim(" \t"u8), "application/x-www-form-urlencoded"u8);
    }
}
