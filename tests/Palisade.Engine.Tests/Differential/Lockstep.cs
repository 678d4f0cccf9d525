using System.Text;
using Palisade.Engine.Outcome;
using Palisade.Engine.Programs;
using Palisade.Engine.Tests.Reference;
using Palisade.Engine.Transactions;
using Palisade.Engine.Values;

namespace Palisade.Engine.Tests.Differential;

/// <summary>The stores of persistent collections, one for each evaluator: what one leaves there must not reach the other; and what the engine remembers of a connection.</summary>
internal sealed class StorePair(TimeProvider clock)
{
    public CollectionStore Engine { get; } = new(clock);

    public CollectionStore Reference { get; } = new(clock);

    public ConnectionMemory Memory { get; } = new();
}

/// <summary>One exchange through the engine and through the reference, a phase at a time; everything visible is compared after each phase.</summary>
internal sealed class Lockstep : IDisposable
{
    private const int LastPhase = 5;

    private readonly Exchange _exchange;
    private readonly Transaction _engine;
    private readonly ReferenceTransaction _reference;
    private int _compared;
    private int _phase;

    /// <param name="rules">What both run.</param>
    /// <param name="plain">The same rules, if the reference is to run them compiled in another way.</param>
    public Lockstep(RuleSet rules, Exchange exchange, StorePair stores, bool keepSilent = false, RuleSet? plain = null)
    {
        _exchange = exchange;
        _engine = new(rules, stores.Engine, exchange.Head, stores.Memory, keepSilent);
        _reference = new(plain ?? rules, stores.Reference, exchange.Head, keepSilent);
    }

    /// <summary>The first difference, in words; null while there is none.</summary>
    public string? Difference { get; private set; }

    /// <summary>Whether a pattern ran into its time limit on one side: what follows depends on how busy the machine is, and is not compared.</summary>
    public bool IsInconclusive => _engine.Faults.Concat(_reference.Faults).Any(f => f.Contains("the pattern ran into its", StringComparison.Ordinal));

    public bool IsOver => _phase == LastPhase || Difference is not null || IsInconclusive;

    public ReferenceTransaction Reference => _reference;

    /// <summary>Runs all phases and says the first difference, or null.</summary>
    public static string? Run(RuleSet rules, Exchange exchange, StorePair stores, bool keepSilent = false)
    {
        using var run = new Lockstep(rules, exchange, stores, keepSilent);
        while (!run.IsOver) run.Step();
        return run.Difference;
    }

    /// <summary>Runs the next phase as a connector does: after an interruption comes phase 5.</summary>
    public void Step()
    {
        _phase = _reference.Interruption is null ? _phase + 1 : LastPhase;
        switch (_phase)
        {
            case 1:
                Compare("answer", _engine.RequestHeaders(), _reference.RequestHeaders());
                break;
            case 2:
                Compare(
                    "answer",
                    _engine.RequestBody(Exchange.Cut(_exchange.Body, _engine.RequestBodySettings, out var cut), cut),
                    _reference.RequestBody(Exchange.Cut(_exchange.Body, _reference.RequestBodySettings, out cut), cut));
                break;
            case 3:
                Compare("answer", _engine.ResponseHeaders(_exchange.Response), _reference.ResponseHeaders(_exchange.Response));
                break;
            case 4:
                Compare(
                    "answer",
                    _engine.ResponseBody(Exchange.Cut(_exchange.ResponseBody, _engine.ResponseBodySettings, out cut), cut),
                    _reference.ResponseBody(Exchange.Cut(_exchange.ResponseBody, _reference.ResponseBodySettings, out cut), cut));
                break;
            default:
                _engine.Finish();
                _reference.Finish();
                CompareAllFindings();
                break;
        }

        CompareState();
    }

    public void Dispose() => _engine.Dispose();

    private void CompareState()
    {
        Compare("interruption", _engine.Interruption, _reference.Interruption);
        Compare("would interrupt", _engine.WouldInterrupt, _reference.WouldInterrupt);
        Compare("mode", _engine.Mode, _reference.Mode);
        Compare("request body settings", _engine.RequestBodySettings, _reference.RequestBodySettings);
        Compare("response body settings", _engine.ResponseBodySettings, _reference.ResponseBodySettings);
        CompareNewFindings();
        Compare("TX", Lines(_engine.Variables().Select(Line)), Lines(_reference.Variables.Select(Line)));
        Compare("inbound score", _engine.InboundScore, _reference.InboundScore);
        Compare("outbound score", _engine.OutboundScore, _reference.OutboundScore);
        Compare("sanitised", Lines(_engine.Sanitised.Select(s => $"{s}")), Lines(_reference.Sanitised.Select(s => $"{s}")));
        Compare("faults", Lines(_engine.Faults), Lines(_reference.Faults));
    }

    private void CompareNewFindings()
    {
        for (; _compared < Math.Min(_engine.Findings.Count, _reference.Findings.Count); _compared++)
        {
            Compare($"finding {_compared}", Text(_engine.Findings[_compared]), Text(_reference.Findings[_compared]));
        }

        Compare("rules found", Lines(_engine.Findings.Select(f => $"{f.Rule.Id}")), Lines(_reference.Findings.Select(f => $"{f.Rule.Id}")));
    }

    // Once more at the end: memory that was given back too early has been written over by then.
    private void CompareAllFindings()
    {
        Compare("findings at the end", Lines(_engine.Findings.Select(Text)), Lines(_reference.Findings.Select(Text)));
    }

    private void Compare<T>(string what, T engine, T reference)
    {
        if (Difference is not null || IsInconclusive || EqualityComparer<T>.Default.Equals(engine, reference)) return;
        Difference = $"phase {_phase}, {what}:\n  engine:    {engine?.ToString() ?? "none"}\n  reference: {reference?.ToString() ?? "none"}";
    }

    private static string Text(Finding finding)
    {
        var text = new StringBuilder($"{finding.Rule.Id} '{finding.Message}' '{finding.Data}' log {finding.Logged} audit {finding.AuditLogged} disruptive {finding.Disruptive}");
        foreach (var value in finding.Values)
            text.Append($" | {value.Name}={Text(value.Value)} -> {Text(value.Transformed)} matched {Text(value.Match)}");
        return text.ToString();
    }

    private static string Line(KeyValuePair<string, byte[]> variable) => $"{variable.Key}={Text(variable.Value)}";

    private static string Lines(IEnumerable<string> lines) => string.Join("; ", lines);

    private static string Text(ReadOnlyMemory<byte> bytes) => Encoding.Latin1.GetString(bytes.Span);
}
