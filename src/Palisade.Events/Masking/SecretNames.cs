namespace Palisade.Events.Masking;

/// <summary>The names that are masked in one request: those of the rules of masking, and those that rules of the engine named.</summary>
internal sealed class SecretNames(MaskingRules rules, IEnumerable<SanitisedName> sanitised)
{
    private readonly List<SanitisedName> _sanitised = [.. sanitised];

    /// <summary>The general rules.</summary>
    public MaskingRules Rules => rules;

    /// <summary>Whether the values under a name are masked, wherever the name stands.</summary>
    public bool Covers(string name) => rules.Covers(name) || IsSanitised(name);

    /// <summary>Whether the value of a cookie is masked.</summary>
    public bool CoversCookie(string name) => rules.CoversCookie(name) || IsSanitised(name);

    /// <summary>Whether a rule named this variable, as a whole or this member of it.</summary>
    public bool Sanitises(string collection, string name) =>
        _sanitised.Exists(s => s.Name.Length == 0 && s.Collection.Equals(collection, StringComparison.OrdinalIgnoreCase)) || IsSanitised(name);

    // ARGS:user is ARGS_GET:user and user=… in the target as well: the name counts, whatever collection the rule spoke of.
    private bool IsSanitised(string name) =>
        name.Length > 0 && _sanitised.Exists(s => s.Name.Equals(name, StringComparison.OrdinalIgnoreCase) || s.Name.Equals(Decoding.Url(name), StringComparison.OrdinalIgnoreCase));
}

/// <summary>A variable that a rule wants masked in everything written about the request (<c>sanitiseArg</c>, <c>sanitiseMatched</c> and their kind).</summary>
/// <param name="Collection">As <c>ARGS</c>.</param>
/// <param name="Name">The member's name, widened; empty for the whole variable.</param>
public readonly record struct SanitisedName(string Collection, string Name);
