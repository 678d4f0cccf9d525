namespace Palisade.Gateway.Accept;

/// <summary>Something a policy object found in a request, which is no rule of the engine and no breach of HTTP.</summary>
/// <param name="Kind">The kind of the object, such as <c>service_policy</c>.</param>
/// <param name="Object">Its name.</param>
/// <param name="Rule">The rule of the object that decided; null where there are no rules.</param>
/// <param name="Message">What was found and why it matters, in one sentence. Nothing that a client sent stands in it, so nothing is to be masked.</param>
internal sealed record PolicyFinding(string Kind, string Object, string? Rule, string Message)
{
    /// <summary>Further tags for the event, as <c>attack-dos</c>. Default none.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>As events count severities, 0 (emergency) to 7 (debug). Default 4, a warning.</summary>
    public int Severity { get; init; } = 4;
}
