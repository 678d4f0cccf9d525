using Palisade.Bench.Accuracy.Corpora;

namespace Palisade.Bench.Accuracy.Sending;

/// <summary>What became of a request.</summary>
/// <param name="CameThrough">Whether the origin answered it.</param>
/// <param name="Status">The status of the answer; 0 when there was none.</param>
/// <param name="SupportId">Of an answer of the gateway's own; null when it gave none.</param>
/// <param name="Port">The client's port.</param>
/// <param name="Sent">When sending began.</param>
/// <param name="Answered">When the answer was read.</param>
internal sealed record Outcome(LabelledRequest Request, bool CameThrough, int Status, string? SupportId, int Port, DateTimeOffset Sent, DateTimeOffset Answered)
{
    /// <summary>Whether the gateway did what the label asks for.</summary>
    public bool IsRight => CameThrough != Request.IsAttack;
}
