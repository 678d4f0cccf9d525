namespace Palisade.Bench.Accuracy.Corpora;

/// <summary>A request of which somebody has said what it is.</summary>
/// <param name="Id">As in its file.</param>
/// <param name="IsAttack">The label.</param>
/// <param name="Category">What kind of attack, or of harmless text.</param>
/// <param name="Method">As sent, widened bytes like all texts here.</param>
/// <param name="Target">The request target as sent.</param>
/// <param name="Headers">In order, as sent.</param>
/// <param name="Body">Null when there is none.</param>
internal sealed record LabelledRequest(
    string Id,
    bool IsAttack,
    string Category,
    string Method,
    string Target,
    IReadOnlyList<KeyValuePair<string, string>> Headers,
    string? Body);
