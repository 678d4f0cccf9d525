using System.Text;
using Palisade.Engine.Audit;
using Palisade.Engine.Bodies;
using Palisade.Engine.Evaluation;
using Palisade.Engine.Http;
using Palisade.Engine.Outcome;
using Palisade.Engine.Programs;
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
    private Workspace? _workspace;
    private (IReadOnlyList<Finding> Findings, IReadOnlyList<Sanitised> Sanitised, IReadOnlyList<string> Faults, IReadOnlyList<Evidence> Evidence, RuleInfo? GaveUp) _left = ([], [], [], [], null);
    private bool _finished;

    /// <summary>Starts a transaction.</summary>
    /// <param name="memory">What the connection remembers of its requests; null for nothing.</param>
    /// <param name="keepSilent">Whether rules with <c>nolog</c> leave findings too; for explanations, not for traffic.</param>
    public Transaction(RuleSet rules, CollectionStore collections, RequestHead head, ConnectionMemory? memory = null, bool keepSilent = false)
    {
        Rules = rules;
        Head = head;
        _workspace = Workspace.Take(rules, collections, head, memory, keepSilent);
    }

    /// <summary>The rules it runs.</summary>
    public RuleSet Rules { get; }

    /// <summary>The request.</summary>
    public RequestHead Head { get; }

    /// <summary>The response; null until phase 3.</summary>
    public ResponseHead? Response => State.Response?.Head;

    /// <summary>How values are masked before the audit log writes them; null masks only what rules sanitise.</summary>
    public ValueMask? Mask { get; init; }

    /// <summary>The engine's mode for this transaction; <c>ctl:ruleEngine</c> changes it.</summary>
    public EngineMode Mode => Control.Mode;

    /// <summary>How much of the request body the rules want; meaningful after <see cref="RequestHeaders"/>, since <c>ctl</c> changes it.</summary>
    public BodySettings RequestBodySettings => Control.RequestBody with { Access = Control.RequestBody.Access && Mode is not EngineMode.Off };

    /// <summary>How much of the response body the rules want; <c>Access</c> is false for content types that are not listed. Meaningful after <see cref="ResponseHeaders"/>.</summary>
    public BodySettings ResponseBodySettings => Control.ResponseBody with { Access = WantsResponseBody };

    /// <summary>What the rules decided; null while the request may go on. Always null in <see cref="EngineMode.DetectionOnly"/>.</summary>
    public Interruption? Interruption => Control.Interruption;

    /// <summary>In <see cref="EngineMode.DetectionOnly"/>, what would have been the first interruption; otherwise null.</summary>
    public Interruption? WouldInterrupt => Control.WouldInterrupt;

    /// <summary>The rules that matched so far, in order.</summary>
    public IReadOnlyList<Finding> Findings => _workspace?.Control.Findings ?? _left.Findings;

    /// <summary>The reasons for the scores that <c>evidence</c> makes: what weighs how much, and what of it counts. Empty where no rule has found evidence.</summary>
    public IReadOnlyList<Evidence> Evidence => _workspace?.State.Evidence.Reasons() ?? _left.Evidence;

    /// <summary>The parameters of the query, decoded, in order. Until it is disposed of.</summary>
    public IReadOnlyList<NamedValue> QueryArguments => State.Request.Arguments;

    /// <summary>The parameters of the body, likewise; empty before phase 2.</summary>
    public IReadOnlyList<BodyArgument> BodyArguments => State.RequestBody.Parsed.Arguments;

    /// <summary>Names that rules want masked in everything written about this request.</summary>
    public IReadOnlyList<Sanitised> Sanitised => _workspace?.Control.Sanitised ?? _left.Sanitised;

    /// <summary>What the engine could not do as asked (a pattern over its time limit, a body cut at its limit), in words.</summary>
    public IReadOnlyList<string> Faults => _workspace?.Control.Faults ?? _left.Faults;

    /// <summary>
    /// The first rule with a pattern that ran into its limit before it knew whether a value matches; null for nearly every transaction. The rules went on as
    /// if it did not match; what becomes of the request is the connector's to decide.
    /// </summary>
    public RuleInfo? GaveUp => _workspace is { } workspace ? workspace.State.GaveUp : _left.GaveUp;

    /// <summary>The inbound anomaly score as the CRS keeps it; 0 where rules keep none.</summary>
    public int InboundScore => Score("blocking_inbound_anomaly_score", "inbound_anomaly_score", "anomaly_score");

    /// <summary>The outbound anomaly score, likewise.</summary>
    public int OutboundScore => Score("blocking_outbound_anomaly_score", "outbound_anomaly_score");

    // The workspace goes to another transaction: whoever is late must not read that one's.
    private Workspace Workspace => _workspace ?? throw new ObjectDisposedException(nameof(Transaction));

    private TransactionState State => Workspace.State;

    private TransactionControl Control => Workspace.Control;

    private bool WantsResponseBody =>
        Control.ResponseBody.Access
        && Mode is not EngineMode.Off
        && State.Response is { } response
        && MediaType.IsIn(Rules.Settings.ResponseBodyTypes, response.ContentType.Span);

    /// <summary>
    /// Notes what is known of the client apart from this request, as that it is a program that attacks. It adds to the weight of evidence against the request
    /// and weighs nothing where there is none; the heaviest note holds. To be said before phase 2.
    /// </summary>
    /// <param name="weight">In the unit of <c>evidence</c>, 1 to 99.</param>
    /// <param name="reason">In words, for the event.</param>
    public void Suspect(int weight, string reason) => State.Evidence.Suspect(weight, reason);

    /// <summary>Compares evidence with what is usual where it is found; what departs adds to its weight and weighs nothing without it. To be said before phase 1.</summary>
    public void Compare(HabitCheck habits) => State.Evidence.Compare(habits, Head);

    /// <summary>Phase 1.</summary>
    public Interruption? RequestHeaders()
    {
        Workspace.Evaluator.Run(1);
        return Interruption;
    }

    /// <summary>Phase 2.</summary>
    /// <param name="body">The body as the application will read it (content codings removed), at most <see cref="BodySettings.LimitBytes"/>; empty when there is none. Must stay valid until <see cref="Finish"/>.</param>
    /// <param name="truncated">True when the body went on past these bytes.</param>
    public Interruption? RequestBody(ReadOnlyMemory<byte> body, bool truncated)
    {
        if (Interruption is not null || Mode is EngineMode.Off) return Interruption;
        if (truncated && RefusesLong(Control.RequestBody, 2)) return Interruption;
        if (Control.RequestBody.Access) BodyReader.ReadRequest(State, Control, body, truncated);
        UploadedFiles.Save(State.RequestBody, Rules.Settings.Upload, Head.Id, Control);
        if (State.RequestBody.Processor is BodyProcessor.Xml) State.Run.Xml = State.RequestBody.Parsed.Xml;
        Workspace.Evaluator.Run(2);
        return Interruption;
    }

    /// <summary>Phase 3.</summary>
    public Interruption? ResponseHeaders(ResponseHead head)
    {
        State.Answer(head);
        Workspace.Evaluator.Run(3);
        return Interruption;
    }

    /// <summary>Phase 4.</summary>
    /// <param name="body">Content codings removed, at most <see cref="BodySettings.LimitBytes"/>; must stay valid until <see cref="Finish"/>.</param>
    /// <param name="truncated">True when the body went on past these bytes.</param>
    public Interruption? ResponseBody(ReadOnlyMemory<byte> body, bool truncated)
    {
        if (Interruption is not null || Mode is EngineMode.Off) return Interruption;
        if (truncated && RefusesLong(Control.ResponseBody, 4)) return Interruption;
        BodyReader.ReadResponse(State, Control, WantsResponseBody ? body : default, truncated);
        Workspace.Evaluator.Run(4);
        return Interruption;
    }

    /// <summary>Phase 5, and the audit log. Runs once; later calls do nothing.</summary>
    public void Finish()
    {
        if (_finished) return;
        _finished = true;
        Workspace.Evaluator.Run(5);
        if (AuditLog.IsWanted(State, Control)) AuditLog.Write(State, Control, Mask);
    }

    /// <summary>A snapshot of TX in order of creation, names as first written and widened.</summary>
    internal IReadOnlyList<KeyValuePair<string, byte[]>> Variables() =>
        [.. State.Tx.All().Select(v => KeyValuePair.Create(Encoding.Latin1.GetString(v.Key.Span), v.Value.ToArray()))];

    /// <summary>Deletes temporary files of uploads and gives the memory back. What was read from <see cref="Findings"/> and its like stays; the transaction itself may not be used any more.</summary>
    public void Dispose()
    {
        if (_workspace is null) return;
        UploadedFiles.Delete(State.RequestBody, Rules.Settings.Upload);
        _left = (Findings, Sanitised, Faults, Evidence, GaveUp);
        _workspace.Return();
        _workspace = null;
    }

    // 403 as ModSecurity v3 answers; a connector with a limit of its own answers before.
    private bool RefusesLong(BodySettings settings, int phase)
    {
        if (settings.LimitAction is not BodyLimitAction.Reject) return false;
        var refusal = new Interruption(InterruptionKind.Deny, 403, null, 0, phase);
        Control.Fault($"the {(phase == 2 ? "request" : "response")} body is longer than its limit of {settings.LimitBytes} bytes");
        if (Mode is EngineMode.On) Control.Interruption = refusal;
        else Control.WouldInterrupt ??= refusal;
        return Mode is EngineMode.On;
    }

    private int Score(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (State.Tx.TryGet(name, out var value)) return (int)Math.Clamp(Numbers.Parse(value.Span), int.MinValue, int.MaxValue);
        }

        return 0;
    }
}
