using System.Text;
using Palisade.Engine.Http;
using Palisade.Engine.Outcome;
using Palisade.Engine.Programs;
using Palisade.Engine.Rules;
using Palisade.Engine.Values;

namespace Palisade.Engine.Tests.Reference;

/// <summary>
/// One request and its response on their way through the five phases: the definition of what a rule set means, rule by rule, value
/// by value, with nothing remembered and nothing left out for speed. The engine's own evaluator must leave the same findings,
/// variables, scores and order behind.
/// </summary>
internal sealed class ReferenceTransaction
{
    private readonly RuleSet _rules;
    private readonly ReferenceState _state;
    private readonly ReferencePhases _phases;

    public ReferenceTransaction(RuleSet rules, CollectionStore collections, RequestHead head, bool keepSilent = false)
    {
        _rules = rules;
        _state = new(rules, collections, head);
        _phases = new(rules, _state, keepSilent);
    }

    public EngineMode Mode => _state.Mode;

    public Interruption? Interruption => _state.Interruption;

    public Interruption? WouldInterrupt => _state.WouldInterrupt;

    public IReadOnlyList<Finding> Findings => _state.Findings;

    public IReadOnlyList<Sanitised> Sanitised => _state.Sanitised;

    public IReadOnlyList<string> Faults => _state.Faults;

    /// <summary>TX, in order of creation.</summary>
    public IReadOnlyList<KeyValuePair<string, byte[]>> Variables => [.. _state.Tx];

    public BodySettings RequestBodySettings => _state.RequestBodySettings with { Access = _state.RequestBodySettings.Access && Mode is not EngineMode.Off };

    public BodySettings ResponseBodySettings => _state.ResponseBodySettings with { Access = WantsResponseBody };

    public int InboundScore => Score("blocking_inbound_anomaly_score", "inbound_anomaly_score", "anomaly_score");

    public int OutboundScore => Score("blocking_outbound_anomaly_score", "outbound_anomaly_score");

    /// <summary>Rules that were tested, for figures.</summary>
    public int RulesEvaluated => _state.RulesEvaluated;

    /// <summary>Those of them that matched.</summary>
    public int RulesMatched => _state.RulesMatched;

    private bool WantsResponseBody =>
        _state.ResponseBodySettings.Access
        && Mode is not EngineMode.Off
        && _state.Response is { } response
        && _rules.Settings.ResponseBodyTypes.Contains(MediaType(ReferenceRequest.First(ReferenceRequest.Members(response.Headers), "content-type")));

    public Interruption? RequestHeaders()
    {
        _phases.Run(1);
        return Interruption;
    }

    public Interruption? RequestBody(byte[] body, bool truncated)
    {
        if (Interruption is not null || Mode is EngineMode.Off) return Interruption;
        if (truncated && Refuses(_state.RequestBodySettings, "request", 2)) return Interruption;
        if (_state.RequestBodySettings.Access) _state.RequestBody.ReadRequest(_state, body, truncated);
        if (_state.RequestBody.Processor is BodyProcessor.Xml) _state.Run.Xml = _state.RequestBody.Parsed.Xml;
        _phases.Run(2);
        return Interruption;
    }

    public Interruption? ResponseHeaders(ResponseHead head)
    {
        _state.Response = head;
        _phases.Run(3);
        return Interruption;
    }

    public Interruption? ResponseBody(byte[] body, bool truncated)
    {
        if (Interruption is not null || Mode is EngineMode.Off) return Interruption;
        if (truncated && Refuses(_state.ResponseBodySettings, "response", 4)) return Interruption;
        _state.ResponseBody.ReadResponse(_state, WantsResponseBody ? body : [], truncated);
        _phases.Run(4);
        return Interruption;
    }

    public void Finish() => _phases.Run(5);

    private static string MediaType(byte[] contentType) => Encoding.Latin1.GetString(contentType).Split(';')[0].Trim(' ', '\t');

    // A body longer than a limit that rejects: refused, or reported where nothing is interrupted.
    private bool Refuses(BodySettings settings, string side, int phase)
    {
        if (settings.LimitAction is not BodyLimitAction.Reject) return false;
        _state.Faults.Add($"the {side} body is longer than its limit of {settings.LimitBytes} bytes");
        var refusal = new Interruption(InterruptionKind.Deny, 403, null, 0, phase);
        if (Mode is EngineMode.On) _state.Interruption = refusal;
        else _state.WouldInterrupt ??= refusal;
        return Mode is EngineMode.On;
    }

    /// <summary>The first of the variables that is there, as a number; 0 for none.</summary>
    private int Score(params string[] names) => names.Where(_state.Tx.ContainsKey).Select(Score).FirstOrDefault();

    private int Score(string name) => (int)Math.Clamp(ReferenceNumber.Parse(_state.Tx[name]), int.MinValue, int.MaxValue);
}
