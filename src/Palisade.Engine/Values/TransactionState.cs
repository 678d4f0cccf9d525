using Palisade.Engine.Buffers;
using Palisade.Engine.Http;
using Palisade.Engine.Operators;
using Palisade.Engine.Programs;
using Palisade.Engine.Rules;

namespace Palisade.Engine.Values;

/// <summary>Everything a rule can read in one transaction, and everything a rule can change. Used for one transaction after another.</summary>
internal sealed class TransactionState
{
    private readonly Dictionary<VariableId, StoredCollection> _opened = [];
    private readonly ResponseValues _response = new();
    private RuleSet? _rules;
    private CollectionStore? _store;

    public TransactionState()
    {
        Texts = new(Arena);
        Values = new(Texts);
        (Request, RequestBody, ResponseBody) = (new(Arena), new(Arena), new(Arena));
    }

    public RuleSet Rules => _rules!;

    public EngineSettings Settings => Rules.Settings;

    public CollectionStore Store => _store!;

    /// <summary>Memory that lives as long as the transaction.</summary>
    public Arena Arena { get; } = new();

    /// <summary>Values and what was made of them.</summary>
    public TextStore Texts { get; }

    /// <summary>The values of each source.</summary>
    public ValueTable Values { get; }

    public RequestValues Request { get; }

    public BodyValues RequestBody { get; }

    /// <summary>Null until phase 3.</summary>
    public ResponseValues? Response { get; private set; }

    public BodyValues ResponseBody { get; }

    public TxVariables Tx { get; } = new();

    public MatchedValues Matched { get; } = new();

    /// <summary>What speaks for an attack.</summary>
    public EvidenceLedger Evidence { get; } = new();

    /// <summary>ENV: what <c>setenv</c> put there. Never the process's environment, which may hold secrets.</summary>
    public Dictionary<string, byte[]> Environment { get; } = new(StringComparer.OrdinalIgnoreCase);

    public OperatorRun Run { get; } = new();

    /// <summary>GEO, after <c>@geoLookup</c>.</summary>
    public IReadOnlyList<KeyValuePair<string, byte[]>> Geo { get; set; } = [];

    /// <summary>ARGS_PATH, after <c>@restpath</c>.</summary>
    public IReadOnlyList<KeyValuePair<string, byte[]>> PathArguments { get; set; } = [];

    /// <summary>The rule being evaluated, for the RULE collection.</summary>
    public RuleInfo? Current { get; set; }

    /// <summary>HIGHEST_SEVERITY: 255 for none; the lower the worse.</summary>
    public int HighestSeverity { get; set; }

    /// <summary>MSC_PCRE_LIMITS_EXCEEDED.</summary>
    public bool PatternLimitExceeded => GaveUp is not null;

    /// <summary>The first rule with a pattern that ran into its limit; null while there is none.</summary>
    public RuleInfo? GaveUp { get; set; }

    /// <summary>The instructions of patterns that may still be followed, all phases together.</summary>
    public long PatternSteps { get; set; }

    /// <summary>Starts a transaction.</summary>
    public void Begin(RuleSet rules, CollectionStore store, RequestHead head, KnownTexts? ofConnection)
    {
        (_rules, _store) = (rules, store);
        HighestSeverity = 255;
        PatternSteps = rules.Settings.PatternSteps;
        Texts.Begin(rules.Program, ofConnection);
        Request.Read(head, rules.Settings.ArgumentSeparator, rules.Settings.ArgumentsLimit);
    }

    /// <summary>Takes the response's head.</summary>
    public void Answer(ResponseHead head)
    {
        _response.Read(head);
        Response = _response;
    }

    /// <summary>Forgets everything of the transaction.</summary>
    public void Clear()
    {
        (_rules, _store, Response, Current) = (null, null, null, null);
        (Geo, PathArguments) = ([], []);
        GaveUp = null;
        _opened.Clear();
        Environment.Clear();
        Run.Clear();
        Request.Clear();
        _response.Clear();
        RequestBody.Clear();
        ResponseBody.Clear();
        Tx.Clear();
        Matched.Clear();
        Evidence.Clear();
        Values.Clear();
        Texts.Clear();
        Arena.Reset();
    }

    /// <summary>SESSIONID, USERID: the keys that <c>setsid</c> and <c>setuid</c> opened.</summary>
    public ReadOnlyMemory<byte> KeyOf(VariableId collection) => _opened.TryGetValue(collection, out var found) ? found.Get("KEY") : default;

    /// <summary>Opens a persistent collection for this transaction.</summary>
    public void Open(VariableId collection, ReadOnlySpan<byte> key) =>
        _opened[collection] = Store.Open(VariableTable.NameOf(collection), Settings.WebAppId, key, Settings.CollectionTimeout);

    /// <summary>The persistent collection, or null when no rule has opened it.</summary>
    public StoredCollection? Opened(VariableId collection) => _opened.GetValueOrDefault(collection);
}
