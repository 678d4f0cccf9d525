using System.Net;
using System.Text;
using Palisade.Engine.Http;
using Palisade.Engine.Programs;
using Palisade.Engine.Rules;
using Palisade.Engine.Transactions;
using Palisade.Engine.Values;

namespace Palisade.Protection.Tests.Sites;

/// <summary>A folder of rule files that somebody edits, and what its rules say of requests.</summary>
internal sealed class RuleEdits : IDisposable
{
    private const int Files = 96;

    private static readonly string[] Words = ["amber", "river", "copper", "meadow", "lantern", "pebble"];
    private static readonly string[] Targets = ["/?a=amber", "/river?b=copper+amber", "/?meadow=1&c=LANTERN", "/pebble/amber?river=copper", "/?x=none"];

    private readonly string _path = Directory.CreateTempSubdirectory("palisade-edits").FullName;
    private readonly Random _random = new(7);

    public RuleEdits()
    {
        for (var i = 0; i < Files; i++) Edit(i);
    }

    /// <summary>Where the rules come from.</summary>
    public RuleSource Source => new() { Folder = _path, Mode = EngineMode.On };

    /// <summary>Writes a file of the folder.</summary>
    public void Write(string name, string text) => File.WriteAllText(Path.Combine(_path, name), text);

    /// <summary>Writes other rules into one of the files, or none.</summary>
    public void Edit(int file)
    {
        var text = new StringBuilder();
        for (var i = 0; i < _random.Next(5); i++) text.Append(Rule((file * 10) + i + 1));
        Write($"rules-{file:000}.conf", text.Append($"SecMarker END-{file}\n").ToString());
    }

    /// <summary>The same for one that chance picks.</summary>
    public void Edit() => Edit(_random.Next(Files));

    /// <summary>Which rules match each of some requests, in order.</summary>
    public static string[] Ask(RuleSet rules) => [.. Targets.Select(target => Ask(rules, target))];

    /// <summary>The same for one request.</summary>
    public static string Ask(RuleSet rules, string target)
    {
        var line = $"GET {target} HTTP/1.1";
        var endpoints = new Endpoints(IPAddress.Loopback, 1000, IPAddress.Loopback, 80);
        var head = new RequestHead("id", DateTimeOffset.UnixEpoch, endpoints, "GET"u8.ToArray(), Encoding.ASCII.GetBytes(target), "HTTP/1.1"u8.ToArray(), Encoding.ASCII.GetBytes(line), []);
        using var transaction = new Transaction(rules, new CollectionStore(TimeProvider.System), head);
        transaction.RequestHeaders();
        transaction.RequestBody(default, truncated: false);
        return string.Join(' ', transaction.Findings.Select(f => f.Rule.Id));
    }

    public void Dispose() => Directory.Delete(_path, recursive: true);

    private string Rule(int id)
    {
        var (word, phase) = (Words[_random.Next(Words.Length)], _random.Next(1, 3));
        return _random.Next(6) switch
        {
            0 => $"SecRule REQUEST_URI \"@contains {word}\" \"id:{id},phase:{phase},pass,setvar:tx.score=+1,skipAfter:END-{_random.Next(Files)}\"\n",
            1 => $"SecRule TX:score \"@ge {_random.Next(3)}\" \"id:{id},phase:{phase},pass\"\n",
            2 => $"SecRule ARGS \"@rx {word}\" \"id:{id},phase:{phase},pass,t:lowercase,chain\"\n    SecRule ARGS_NAMES|REQUEST_URI \"@rx {Words[_random.Next(Words.Length)]}\" \"setvar:tx.score=+1\"\n",
            3 => $"SecRuleRemoveById {_random.Next(Files * 10)}\n",
            _ => $"SecRule ARGS|ARGS_NAMES|REQUEST_URI \"@rx {word}\" \"id:{id},phase:{phase},pass,t:lowercase\"\n",
        };
    }
}
