using System.Text;
using Palisade.Engine.Audit;
using Palisade.Engine.Evaluation;
using Palisade.Engine.Http;
using Palisade.Engine.Outcome;
using Palisade.Engine.Rules;
using Palisade.Engine.Values;

namespace Palisade.Engine.Transactions;

/// <summary>
/// One request and its response on their way through the five phases. Not safe for concurrent use.
/// The connector calls the phases in order; <see cref="Finish"/> (phase 5) runs for every request whatever happened.
/// </summary>
/// <example><code>
/// using var tx = new Transaction(rules, collections, head);
/// var stop = tx.RequestHeaders();                        // phase 1
/// if (stop is null) stop = tx.RequestBody(body, false);  // phase 2, also when there is no body
/// if (stop is null) stop = tx.ResponseHeaders(answer);   // phase 3
/// if (stop is null) stop = tx.ResponseBody(html, false); // phase 4, also when there is no body
/// tx.Finish();                                           // phase 5
/// </code></example>
public sealed class Transaction : IDisposable
{
    private readonly TransactionState _state;
    private readonly TransactionControl _control;
    private readonly PhaseEvaluator _evaluator;
    private bool _finished;

    /// <summary>Starts a transaction.</summary>
    /// <param name="keepSilent">Whether rules with <c>nolog</c> leave findings too; for explanations, not for traffic.</param>
    public Transaction(RuleSet rules, CollectionStore collections, RequestHead head, bool keepSilent = false)
    {
        Rules = rules;
        Head = head;
        _state = new(rules, collections, head);
        _control = new(rules.Settings);
        _evaluator = new(rules, _state, _control, keepSilent);
    }

    /// <summary>The rules it runs.</summary>
    public RuleSet Rules { get; }

    /// <summary>The request.</summary>
    public RequestHead Head { get; }

    /// <summary>The response; null until phase 3.</summary>
    public ResponseHead? Response => _state.Response?.Head;

    /// <summary>How values are masked before the audit log writes them; null masks only what rules sanitise.</summary>
    public ValueMask? Mask { get; init; }

    /// <summary>The engine's mode for this transaction; <c>ctl:ruleEngine</c> changes it.</summary>
    public EngineMode Mode => _control.Mode;

    /// <summary>How much of the request body the rules want; meaningful after <see cref="RequestHeaders"/>, since <c>ctl</c> changes it.</summary>
    public BodySettings RequestBodySettings => _control.RequestBody with { Access = _control.RequestBody.Access && Mode is not EngineMode.Off };

    /// <summary>How much of the response body the rules want; <c>Access</c> is false for content types that are not listed. Meaningful after <see cref="ResponseHeaders"/>.</summary>
    public BodySettings ResponseBodySettings => _control.ResponseBody with { Access = WantsResponseBody };

    /// <summary>What the rules decided; null while the request may go on. Always null in <see cref="EngineMode.DetectionOnly"/>.</summary>
    public Interruption? Interruption => _control.Interruption;

    /// <summary>In <see cref="EngineMode.DetectionOnly"/>, what would have been the first interruption; otherwise null.</summary>
    public Interruption? WouldInterrupt => _control.WouldInterrupt;

    /// <summary>The rules that matched so far, in order.</summary>
    public IReadOnlyList<Finding> Findings => _control.Findings;

    /// <summary>Names that rules want masked in everything written about this request.</summary>
    public IReadOnlyList<Sanitised> Sanitised => _control.Sanitised;

    /// <summary>What the engine could not do as asked (a pattern over its time limit, a body cut at its limit), in words.</summary>
    public IReadOnlyList<string> Faults => _control.Faults;

    /// <summary>The inbound anomaly score as the CRS keeps it; 0 where rules keep none.</summary>
    public int InboundScore => Score("blocking_inbound_anomaly_score", "inbound_anomaly_score", "anomaly_score");

    /// <summary>The outbound anomaly score, likewise.</summary>
    public int OutboundScore => Score("blocking_outbound_anomaly_score", "outbound_anomaly_score");

    private bool WantsResponseBody =>
        _control.ResponseBody.Access
        && Mode is not EngineMode.Off
        && _state.Response is { } response
        && Rules.Settings.ResponseBodyTypes.Contains(MediaType.Of(response.ContentType.Span));

    /// <summary>Phase 1.</summary>
    public Interruption? RequestHeaders()
    {
        _evaluator.Run(1);
        return Interruption;
    }

    /// <summary>Phase 2.</summary>
    /// <param name="body">The body as the application will read it (content codings removed), at most <see cref="BodySettings.LimitBytes"/>; empty when there is none. Must stay valid until <see cref="Finish"/>.</param>
    /// <param name="truncated">True when the body went on past these bytes.</param>
    public Interruption? RequestBody(ReadOnlyMemory<byte> body, bool truncated)
    {
        if (Interruption is not null || Mode is EngineMode.Off) return Interruption;
        if (truncated && RefusesLong(_control.RequestBody, 2)) return Interruption;
        if (_control.RequestBody.Access) BodyReader.ReadRequest(_state, _control, body, truncated);
        UploadedFiles.Save(_state.RequestBody, Rules.Settings.Upload, Head.Id, _control.Faults);
        if (_state.RequestBody.Processor is BodyProcessor.Xml) _state.Run.Xml = _state.RequestBody.Parsed.Xml;
        _evaluator.Run(2);
        return Interruption;
    }

    /// <summary>Phase 3.</summary>
    public Interruption? ResponseHeaders(ResponseHead head)
    {
        _state.Response = new(head);
        _evaluator.Run(3);
        return Interruption;
    }

    /// <summary>Phase 4.</summary>
    /// <param name="body">Content codings removed, at most <see cref="BodySettings.LimitBytes"/>; must stay valid until <see cref="Finish"/>.</param>
    /// <param name="truncated">True when the body went on past these bytes.</param>
    public Interruption? ResponseBody(ReadOnlyMemory<byte> body, bool truncated)
    {
        if (Interruption is not null || Mode is EngineMode.Off) return Interruption;
        if (truncated && RefusesLong(_control.ResponseBody, 4)) return Interruption;
        BodyReader.ReadResponse(_state, _control, WantsResponseBody ? body : default, truncated);
        _evaluator.Run(4);
        return Interruption;
    }

    /// <summary>Phase 5, and the audit log. Runs once; later calls do nothing.</summary>
    public void Finish()
    {
        if (_finished) return;
        _finished = true;
        _evaluator.Run(5);
        if (AuditLog.IsWanted(_state, _control)) AuditLog.Write(_state, _control, Mask);
    }

    /// <summary>A snapshot of TX in order of creation, names as first written and widened.</summary>
    internal IReadOnlyList<KeyValuePair<string, byte[]>> Variables() =>
        [.. _state.Tx.All().Select(v => KeyValuePair.Create(Encoding.Latin1.GetString(v.Key.Span), v.Value.ToArray()))];

    /// <summary>Deletes temporary files of uploads.</summary>
    public void Dispose() => UploadedFiles.Delete(_state.RequestBody, Rules.Settings.Upload);

    // 403 as ModSecurity v3 answers; a connector with a limit of its own answers before.
    private bool RefusesLong(BodySettings settings, int phase)
    {
        if (settings.LimitAction is not BodyLimitAction.Reject) return false;
        var refusal = new Interruption(InterruptionKind.Deny, 403, null, 0, phase);
        _control.Faults.Add($"the {(phase == 2 ? "request" : "response")} body is longer than its limit of {settings.LimitBytes} bytes");
        if (Mode is EngineMode.On) _control.Interruption = refusal;
        else _control.WouldInterrupt ??= refusal;
        return Mode is EngineMode.On;
    }

    private int Score(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (_state.Tx.Get(name) is { } value) return (int)Math.Clamp(Numbers.Parse(value), int.MinValue, int.MaxValue);
        }

        return 0;
    }
}
