using Palisade.Engine.Http;
using Palisade.Engine.Operators;
using Palisade.Engine.Rules;

namespace Palisade.Engine.Values;

/// <summary>Everything a rule can read in one transaction, and everything a rule can change.</summary>
internal sealed class TransactionState(RuleSet rules, CollectionStore store, RequestHead head)
{
    private readonly Dictionary<VariableId, StoredCollection> _opened = [];

    public EngineSettings Settings => rules.Settings;

    public CollectionStore Store => store;

    public RequestValues Request { get; } = new(head, rules.Settings.ArgumentSeparator, rules.Settings.ArgumentsLimit);

    public BodyValues RequestBody { get; } = new();

    /// <summary>Null until phase 3.</summary>
    public ResponseValues? Response { get; set; }

    public BodyValues ResponseBody { get; } = new();

    public TxVariables Tx { get; } = new();

    public MatchedValues Matched { get; } = new();

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
    public int HighestSeverity { get; set; } = 255;

    /// <summary>MSC_PCRE_LIMITS_EXCEEDED.</summary>
    public bool PatternLimitExceeded { get; set; }

    /// <summary>SESSIONID, USERID: the keys that <c>setsid</c> and <c>setuid</c> opened.</summary>
    public ReadOnlyMemory<byte> KeyOf(VariableId collection) => _opened.TryGetValue(collection, out var found) ? found.Get("KEY") : default;

    /// <summary>Opens a persistent collection for this transaction.</summary>
    public void Open(VariableId collection, ReadOnlySpan<byte> key) =>
        _opened[collection] = store.Open(VariableTable.NameOf(collection), Settings.WebAppId, key, Settings.CollectionTimeout);

    /// <summary>The persistent collection, or null when no rule has opened it.</summary>
    public StoredCollection? Opened(VariableId collection) => _opened.GetValueOrDefault(collection);
}
