using Palisade.Engine.Http;
using Palisade.Engine.Outcome;
using Palisade.Engine.Rules;
using Palisade.Engine.Values;

namespace Palisade.Engine.Transactions;

/// <summary>
/// One request and its response on their way through the five phases. Not safe for concurrent use.
/// The connector calls the phases in order; a phase whose turn has passed is not run again, and
/// <see cref="Finish"/> (phase 5) runs for every request whatever happened.
/// </summary>
/// <example><code>
/// using var tx = new Transaction(rules, collections, head);
/// var stop = tx.RequestHeaders();                        // phase 1
/// if (stop is null) stop = tx.RequestBody(body, false);  // phase 2, also when there is no body
/// if (stop is null) stop = tx.ResponseHeaders(answer);   // phase 3
/// if (stop is null) stop = tx.ResponseBody(html, false); // phase 4, also when there is no body
/// tx.Finish(status, bytes);                              // phase 5
/// </code></example>
public sealed class Transaction : IDisposable
{
    private bool _finished;

    /// <summary>Starts a transaction.</summary>
    public Transaction(RuleSet rules, CollectionStore collections, RequestHead head)
    {
        Rules = rules;
        Head = head;
        _ = collections;
    }

    /// <summary>The rules it runs.</summary>
    public RuleSet Rules { get; }

    /// <summary>The request.</summary>
    public RequestHead Head { get; }

    /// <summary>The engine's mode for this transaction; <c>ctl:ruleEngine</c> changes it.</summary>
    public EngineMode Mode { get; } = EngineMode.On;

    /// <summary>How much of the request body the rules want; meaningful after <see cref="RequestHeaders"/>, since <c>ctl</c> changes it.</summary>
    public BodySettings RequestBodySettings { get; }

    /// <summary>How much of the response body the rules want; <c>Access</c> is false for content types that are not listed. Meaningful after <see cref="ResponseHeaders"/>.</summary>
    public BodySettings ResponseBodySettings { get; }

    /// <summary>What the rules decided; null while the request may go on. Always null in <see cref="EngineMode.DetectionOnly"/>.</summary>
    public Interruption? Interruption { get; }

    /// <summary>In <see cref="EngineMode.DetectionOnly"/>, what would have been the first interruption; otherwise null.</summary>
    public Interruption? WouldInterrupt { get; }

    /// <summary>The rules that matched so far, in order; those with <c>nolog</c> included (see <see cref="Finding.Logged"/>).</summary>
    public IReadOnlyList<Finding> Findings { get; } = [];

    /// <summary>What the engine could not do as asked (a pattern over its time limit, a body cut at its limit), in words.</summary>
    public IReadOnlyList<string> Faults { get; } = [];

    /// <summary>The inbound anomaly score as the CRS keeps it (TX:BLOCKING_INBOUND_ANOMALY_SCORE, or TX:ANOMALY_SCORE for older sets); 0 where rules keep none.</summary>
    public int InboundScore { get; }

    /// <summary>The outbound anomaly score, likewise.</summary>
    public int OutboundScore { get; }

    /// <summary>Phase 1.</summary>
    public Interruption? RequestHeaders() => Interruption;

    /// <summary>Phase 2.</summary>
    /// <param name="body">The body as the application will read it (content codings removed), at most <see cref="BodySettings.LimitBytes"/>; empty when there is none. Must stay valid until <see cref="Finish"/>.</param>
    /// <param name="truncated">True when the body went on past these bytes.</param>
    public Interruption? RequestBody(ReadOnlyMemory<byte> body, bool truncated) => Interruption;

    /// <summary>Phase 3.</summary>
    public Interruption? ResponseHeaders(ResponseHead head) => Interruption;

    /// <summary>Phase 4.</summary>
    /// <param name="body">Content codings removed, at most <see cref="BodySettings.LimitBytes"/>; must stay valid until <see cref="Finish"/>.</param>
    /// <param name="truncated">True when the body went on past these bytes.</param>
    public Interruption? ResponseBody(ReadOnlyMemory<byte> body, bool truncated) => Interruption;

    /// <summary>Phase 5, and the audit log. Runs once; later calls do nothing.</summary>
    public void Finish() => _finished = true;

    /// <summary>Deletes temporary files of uploads.</summary>
    public void Dispose()
    {
        if (!_finished) Finish();
    }
}
