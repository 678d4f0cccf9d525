using Palisade.Protection.Policies.Matching;

namespace Palisade.Protection.Policies.Conditions;

/// <summary><c>country_list</c>: the client is in one of some countries. Unknown where there is no database, and then it never is.</summary>
internal sealed class CountryCondition(IEnumerable<string> countries) : Condition
{
    private readonly HashSet<string> _countries = [.. countries];

    /// <inheritdoc/>
    public override string Word => "country_list";

    /// <inheritdoc/>
    public override bool Holds(ref PolicyRequest request) => request.Place?.Country is { } country && _countries.Contains(country);
}
