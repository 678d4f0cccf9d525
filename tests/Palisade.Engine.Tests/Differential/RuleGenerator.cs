namespace Palisade.Engine.Tests.Differential;

/// <summary>Writes a rule set, one directive (a whole chain) a text, so that each can be left out.</summary>
internal sealed class RuleGenerator(Dice dice)
{
    private const int MostRules = 18;
    private const int ManyRules = 70;

    private readonly TargetGenerator _targets = new(dice);
    private readonly OperatorGenerator _operators = new(dice);

    // What is rare in most rule sets is frequent in some, so that two rare things meet.
    private int _rules;
    private int _skips;
    private int _controls;
    private int _chains;
    private int _weights;

    public List<string> RuleSet()
    {
        _rules = dice.Between(2, dice.Percent(8) ? ManyRules : MostRules);
        _skips = dice.Percent(25) ? 20 : 4;
        _controls = dice.Percent(25) ? 35 : 6;
        _chains = dice.Percent(25) ? 60 : 20;
        _weights = dice.Percent(25) ? 60 : 4;
        var texts = Settings();
        for (var id = 1; id <= _rules; id++)
        {
            if (dice.Percent(10)) texts.Add($"SecMarker {dice.Of("M1", "M2", "M3")}");
            texts.Add(dice.Percent(12) ? $"SecAction \"{Actions(id, out _)}\"" : Chain(id));
        }

        if (dice.Percent(40)) texts.Add($"SecMarker {dice.Of("M1", "M2", "M3")}");
        for (var updates = dice.Percent(30) ? dice.Between(1, 3) : 0; updates > 0; updates--) texts.Add(Update());
        return texts;
    }

    private List<string> Settings()
    {
        List<string> texts = [$"SecRuleEngine {dice.Weighted("70 On|30 DetectionOnly")}"];
        if (dice.Percent(95)) texts.Add("SecRequestBodyAccess On");
        if (dice.Percent(90)) texts.Add("SecResponseBodyAccess On");
        if (dice.Percent(8)) texts.Add($"SecArgumentsLimit {dice.Between(1, 4)}");
        if (dice.Percent(8)) texts.Add($"SecRequestBodyLimit {dice.Between(1, 60)}\nSecRequestBodyLimitAction {dice.Of("Reject", "ProcessPartial")}");
        if (dice.Percent(5)) texts.Add($"SecResponseBodyLimit {dice.Between(1, 30)}\nSecResponseBodyLimitAction {dice.Of("Reject", "ProcessPartial")}");
        if (dice.Percent(5)) texts.Add($"SecRequestBodyNoFilesLimit {dice.Between(1, 60)}");
        if (dice.Percent(5)) texts.Add("SecArgumentSeparator ;");
        if (dice.Percent(85)) texts.Add("SecRule REQUEST_HEADERS:Content-Type \"@contains json\" \"id:9001,phase:1,pass,nolog,ctl:requestBodyProcessor=JSON\"");
        if (dice.Percent(85)) texts.Add("SecRule REQUEST_HEADERS:Content-Type \"@contains xml\" \"id:9002,phase:1,pass,nolog,ctl:requestBodyProcessor=XML\"");
        if (dice.Percent(60)) texts.Add("SecAction \"id:9003,phase:1,pass,nolog,setvar:tx.x=a,setvar:tx.list=a b ab evil,setvar:tx.score=1\"");
        if (dice.Percent(40)) texts.Add($"SecAction \"id:9004,phase:1,pass,nolog,initcol:ip=%{{REMOTE_ADDR}},initcol:global={dice.Of("global", "%{args.a}")},setvar:ip.hits=+1\"");
        if (dice.Percent(25)) texts.Add($"SecAction \"id:9005,phase:1,pass,nolog,{Control()}\"");
        foreach (var phase in new[] { 1, 2, 3 })
        {
            if (dice.Percent(15)) texts.Add($"SecDefaultAction \"phase:{phase},log,auditlog,{dice.Weighted("50 pass|25 deny,status:406|10 drop|15 redirect:/no")}{(dice.Percent(30) ? ",t:lowercase" : "")}\"");
        }

        return texts;
    }

    private string Chain(int id)
    {
        var links = dice.Percent(_chains) ? dice.Between(1, 3) : 0;
        var actions = Actions(id, out var phase);
        var text = $"SecRule {_targets.Targets(phase, link: false)} \"{_operators.Operator()}\" \"{actions}{(links > 0 ? ",chain" : "")}\"";
        for (; links > 0; links--)
        {
            var link = Shared(dice.Percent(20)) + (links > 1 ? ",chain" : "");
            text += $"\n  SecRule {_targets.Targets(phase, link: true)} \"{_operators.Operator()}\" \"{link.TrimStart(',')}\"";
            if (text.EndsWith(" \"\"", StringComparison.Ordinal)) text = text[..^3];
        }

        return text;
    }

    private string Actions(int id, out int phase)
    {
        phase = int.Parse(dice.Weighted("25 1|45 2|10 3|10 4|10 5"));
        var actions = $"id:{id},phase:{phase}," + dice.Weighted(
            "84 pass|3 block|3 deny|1 deny,status:406|1 drop|1 redirect:/no?%{matched_var}|2 allow|2 allow:phase|1 allow:request");
        if (dice.Percent(30)) actions += $",severity:{dice.Next(8)}";
        if (dice.Percent(30)) actions += $",tag:{dice.Of(Words.Tags)}";
        if (dice.Percent(20)) actions += dice.Of(",nolog", ",nolog,auditlog", ",noauditlog", ",log", ",rev:2");
        if (dice.Percent(_skips)) actions += $",skip:{dice.Between(1, 3)}";
        if (dice.Percent(_skips)) actions += $",skipAfter:{dice.Of(Words.Markers)}";
        return actions + Shared(dice.Percent(35));
    }

    /// <summary>What links may say too.</summary>
    private string Shared(bool texts)
    {
        var actions = "";
        if (dice.Percent(60)) actions += Transformations();
        if (dice.Percent(30)) actions += ",capture";
        if (dice.Percent(12)) actions += ",multiMatch";
        if (texts) actions += $",msg:'{dice.Of("Found", "Seen")}{(dice.Percent(50) ? " " + dice.Of(Words.Macros) : "")}',logdata:'{dice.Of(Words.Macros)} in {dice.Of(Words.Macros)}'";
        for (var sets = dice.Percent(35) ? dice.Between(1, 3) : 0; sets > 0; sets--) actions += SetVariable();
        if (dice.Percent(_weights)) actions += $",evidence:{dice.Of("SQL", "XSS", "PATH", "DETECTION_EVASION")}={dice.Of("2", "3", "5")}";
        if (dice.Percent(_controls)) actions += "," + Control();
        if (dice.Percent(8)) actions += dice.Of(
            ",sanitiseMatched", ",sanitiseArg:a", ",initcol:ip=%{REMOTE_ADDR}", ",setsid:%{args.a}", ",setuid:%{tx.x}", ",setrsc:%{request_filename}", ",initcol:global=global",
            ",setenv:a=%{matched_var}", ",expirevar:ip.hits=2", ",expirevar:tx.x=1");
        return actions;
    }

    // Chains share their beginnings, as those of real rules do.
    private string Transformations() => dice.Weighted("20 ,t:none|15 ,t:none,t:lowercase|15 ,t:none,t:urlDecodeUni|20 ,t:none,t:urlDecodeUni,t:htmlEntityDecode,t:lowercase|30 ")
        + string.Concat(dice.Some(0, 3, () => ",t:" + dice.Of(Words.Transformations)));

    private string SetVariable()
    {
        var collection = dice.Weighted("80 tx|8 ip|4 global|3 session|3 user|2 resource");
        var name = collection == "tx"
            ? dice.Percent(15) ? dice.Of("%{matched_var_name}", "%{rule.id}_x", "v%{tx.1}", "x%{tx.0}") : dice.Of(Words.Variables)
            : dice.Of("hits", "x", "X");
        if (dice.Percent(12)) return $",setvar:!{collection}.{name}";
        var value = dice.Weighted("30 =word|30 =+1|10 =-1|12 =macro|10 =+macro|4 =-macro|4 ");
        return $",setvar:'{collection}.{name}{value.Replace("word", dice.Of("a", "b", "ab", "evil", "5", ""), StringComparison.Ordinal).Replace("macro", dice.Of(Words.Macros), StringComparison.Ordinal)}'";
    }

    private string Control() => dice.Weighted(
        "12 ctl:ruleRemoveById=ID|6 ctl:ruleRemoveById=ID-ID2|8 ctl:ruleRemoveByTag=TAG|6 ctl:ruleRemoveByMsg=Found|16 ctl:ruleRemoveTargetById=ID;TARGET|10 ctl:ruleRemoveTargetByTag=TAG;TARGET"
        + "|5 ctl:ruleRemoveTargetByMsg=Found;TARGET|5 ctl:ruleEngine=DetectionOnly|2 ctl:ruleEngine=Off|4 ctl:ruleEngine=On|6 ctl:requestBodyProcessor=PROC|3 ctl:requestBodyAccess=off"
        + "|5 ctl:forceRequestBodyVariable=on|3 ctl:responseBodyAccess=off|3 ctl:requestBodyLimit=10|3 ctl:auditEngine=On|3 ctl:auditLogParts=+E|4 ctl:responseBodyProcessor=PROC")
            .Replace("ID2", $"{_rules}", StringComparison.Ordinal)
            .Replace("=ID", $"={dice.Between(1, _rules)}", StringComparison.Ordinal)
            .Replace("TAG", dice.Of(Words.Tags), StringComparison.Ordinal)
            .Replace("TARGET", _targets.Removed(), StringComparison.Ordinal)
            .Replace("PROC", dice.Of("JSON", "XML", "URLENCODED", "MULTIPART", "RAW"), StringComparison.Ordinal);

    private string Update() => dice.Next(6) switch
    {
        0 => $"SecRuleRemoveById {dice.Between(1, _rules)}",
        1 => $"SecRuleRemoveByTag {dice.Of(Words.Tags)}",
        2 => $"SecRuleUpdateTargetByTag {dice.Of(Words.Tags)} \"!{_targets.Removed()}\"",
        3 => $"SecRuleUpdateActionById {dice.Between(1, _rules)} \"pass,t:uppercase,setvar:tx.new=1\"",
        _ => $"SecRuleUpdateTargetById {dice.Between(1, _rules)} \"{dice.Of("!", "!", "")}{_targets.Removed()}\"",
    };
}
