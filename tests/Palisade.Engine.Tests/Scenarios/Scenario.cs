using System.Net;
using System.Text;
using Palisade.Engine.Compilation;
using Palisade.Engine.Http;
using Palisade.Engine.Programs;
using Palisade.Engine.Rules;
using Palisade.Engine.Transactions;
using Palisade.Engine.Values;
using Palisade.SecLang;

namespace Palisade.Engine.Tests.Scenarios;

/// <summary>Behaviour in the language of the domain: rules, a request, which rules fire, what is answered.</summary>
internal sealed class Scenario
{
    private readonly RuleSet _rules;
    private readonly List<(string Name, string Value)> _headers = [];
    private CollectionStore _store = new(TimeProvider.System);
    private string _method = "GET";
    private string _target = "/";
    private string _body = "";
    private int _responseStatus = 200;
    private string _responseBody = "";
    private string _responseType = "text/html";
    private string _client = "198.51.100.7";

    private Scenario(RuleSet rules) => _rules = rules;

    public static Scenario Rules(string text, CompileOptions? options = null)
    {
        var (rules, diagnostics) = Compile(text, options);
        Assert.True(rules is not null, string.Join('\n', diagnostics));
        return new(rules);
    }

    public static (RuleSet? Rules, IReadOnlyList<Diagnostic> Diagnostics) Compile(string text, CompileOptions? options = null)
    {
        var parsed = SecLangParser.Parse("test.conf", text);
        var (rules, faults) = RuleCompiler.Compile(parsed.Directives, options ?? new() { Mode = EngineMode.On });
        return (parsed.Succeeded ? rules : null, [.. parsed.Diagnostics, .. faults]);
    }

    public Scenario With(CollectionStore store)
    {
        _store = store;
        return this;
    }

    public Scenario From(string client)
    {
        _client = client;
        return this;
    }

    public Scenario Get(string target) => Send("GET", target, "");

    public Scenario Post(string target, string body, string type = "application/x-www-form-urlencoded") =>
        Send("POST", target, body).Header("Content-Type", type);

    public Scenario Send(string method, string target, string body)
    {
        (_method, _target, _body) = (method, target, body);
        return this;
    }

    public Scenario Header(string name, string value)
    {
        _headers.Add((name, value));
        return this;
    }

    public Scenario Answer(int status, string body, string type = "text/html")
    {
        (_responseStatus, _responseBody, _responseType) = (status, body, type);
        return this;
    }

    /// <summary>Runs all phases and gives the transaction after them.</summary>
    public Transaction Run()
    {
        var tx = new Transaction(_rules, _store, Head(), keepSilent: true);
        var stop = tx.RequestHeaders() ?? tx.RequestBody(Bytes(_body), truncated: false);
        if (stop is null)
        {
            var answer = new ResponseHead(_responseStatus, Bytes("HTTP/1.1"), [new(Bytes("Content-Type"), Bytes(_responseType))]);
            _ = tx.ResponseHeaders(answer) ?? tx.ResponseBody(Bytes(_responseBody), truncated: false);
        }

        tx.Finish();
        return tx;
    }

    /// <summary>These rules fire, in this order, and no other.</summary>
    public Scenario Fires(params long[] ids)
    {
        Assert.Equal(ids, Run().Findings.Select(f => f.Rule.Id));
        return this;
    }

    public Scenario Quiet() => Fires();

    public Scenario Blocks(int status)
    {
        Assert.Equal(status, Run().Interruption?.Status);
        return this;
    }

    public Scenario Passes()
    {
        Assert.Null(Run().Interruption);
        return this;
    }

    /// <summary>The data of the only finding of that rule.</summary>
    public Scenario Logs(long id, string data)
    {
        Assert.Equal(data, Assert.Single(Run().Findings, f => f.Rule.Id == id).Data);
        return this;
    }

    public static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);

    private RequestHead Head() => new(
        "test-0001",
        _store.Clock.GetUtcNow(),
        new(IPAddress.Parse(_client), 40000, IPAddress.Loopback, 80),
        Bytes(_method),
        Bytes(_target),
        Bytes("HTTP/1.1"),
        Bytes($"{_method} {_target} HTTP/1.1"),
        [.. _headers.Prepend(("Host", "shop.example")).Select(h => new HeaderLine(Bytes(h.Item1), Bytes(h.Item2)))]);
}
