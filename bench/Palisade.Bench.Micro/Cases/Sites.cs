using System.Globalization;
using Palisade.Engine.Programs;
using Palisade.Engine.Rules;
using Palisade.Protection;

namespace Palisade.Bench.Micro.Cases;

/// <summary>Sites that share the Core Rule Set, each with five exclusions, two thresholds and a rule of its own that no other has.</summary>
internal sealed class Sites(string crs)
{
    private readonly SharedRules _shared = SharedRules.Load(new() { Folder = crs, Mode = EngineMode.On });
    private readonly List<RuleSet> _kept = [];
    private int _count;

    /// <summary>Compiles one.</summary>
    /// <exception cref="InvalidOperationException">It has errors.</exception>
    public RuleSet Compile()
    {
        var built = _shared.Build(Site(_count++));
        return built.Rules ?? throw new InvalidOperationException(string.Join('\n', built.Diagnostics));
    }

    /// <summary>Compiles one and keeps it.</summary>
    public void Keep() => _kept.Add(Compile());

    private static SiteRules Site(int number) => new()
    {
        Name = string.Create(CultureInfo.InvariantCulture, $"site{number}"),
        Before = string.Create(CultureInfo.InvariantCulture, $"""
            SecAction "id:9000001,phase:1,pass,nolog,t:none,setvar:tx.inbound_anomaly_score_threshold={5 + (number % 20)},setvar:tx.outbound_anomaly_score_threshold=4"
            SecRule ARGS "@rx (?i)forbidden{number}\s*=" "id:9000002,phase:2,deny,status:403,t:none,t:urlDecodeUni,msg:'Own rule'"

            """),
        After = string.Create(CultureInfo.InvariantCulture, $"""
            SecRuleRemoveById 920{300 + (number % 20 * 10)}
            SecRuleRemoveById 941100 941110
            SecRuleUpdateTargetById 942100 "!ARGS:comment{number}"
            SecRuleUpdateTargetById 932160 "!REQUEST_COOKIES:/^s{number}_/"
            SecRuleUpdateTargetById 942000-942999 "!ARGS:query{number}"

            """),
    };
}
