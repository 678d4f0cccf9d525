using Palisade.Engine.Rules;

namespace Palisade.Engine.Tests.Differential;

/// <summary>Writes the targets of a rule.</summary>
internal sealed class TargetGenerator(Dice dice)
{
    private const string Collections =
        "30 ARGS|8 ARGS_NAMES|8 ARGS_GET|8 ARGS_POST|2 ARGS_GET_NAMES|2 ARGS_POST_NAMES|8 REQUEST_HEADERS|3 REQUEST_HEADERS_NAMES|6 REQUEST_COOKIES|3 REQUEST_COOKIES_NAMES"
        + "|12 TX|4 IP|3 GLOBAL|2 SESSION|2 USER|1 RESOURCE|2 FILES|2 FILES_NAMES|1 FILES_SIZES|1 FILES_TMP_CONTENT|1 FILES_EXCERPT|2 MULTIPART_PART_HEADERS|2 ENV|2 RULE|1 ARGS_PATH";

    private const string Scalars =
        "8 REQUEST_URI|4 REQUEST_URI_RAW|6 REQUEST_FILENAME|5 REQUEST_BASENAME|5 QUERY_STRING|6 REQUEST_METHOD|4 REQUEST_LINE|3 REQUEST_PROTOCOL|6 REQUEST_BODY|4 REQUEST_BODY_LENGTH"
        + "|3 ARGS_COMBINED_SIZE|3 FULL_REQUEST|2 FULL_REQUEST_LENGTH|4 REMOTE_ADDR|2 SERVER_NAME|2 UNIQUE_ID|2 DURATION|3 HIGHEST_SEVERITY|3 REQBODY_PROCESSOR|4 REQBODY_ERROR"
        + "|2 REQBODY_ERROR_MSG|3 URLENCODED_ERROR|2 MULTIPART_STRICT_ERROR|2 INBOUND_DATA_ERROR|2 TIME_HOUR|1 TIME|2 SESSIONID|2 USERID|1 WEBAPPID|2 AUTH_TYPE|2 REMOTE_USER|1 FILES_COMBINED_SIZE";

    private const string Responses = "5 RESPONSE_BODY|4 RESPONSE_STATUS|3 RESPONSE_HEADERS|2 RESPONSE_HEADERS_NAMES|2 RESPONSE_CONTENT_TYPE|2 RESPONSE_ARGS|1 STATUS_LINE|1 RES_BODY_PROCESSOR|1 RESPONSE_XML|1 OUTBOUND_DATA_ERROR";

    private static readonly VariableId[] All = Enum.GetValues<VariableId>();

    public string Targets(int phase, bool link)
    {
        var targets = dice.Some(1, dice.Percent(30) ? 4 : 1, () => One(phase, link));
        if (dice.Percent(25)) targets.Add("!" + Excluded(targets[0]));
        return string.Join('|', targets);
    }

    /// <summary>A target as <c>ctl:ruleRemoveTargetById</c> and <c>SecRuleUpdateTargetById</c> name it.</summary>
    public string Removed() => dice.Weighted("30 ARGS|10 ARGS_NAMES|10 REQUEST_HEADERS|10 REQUEST_COOKIES|10 TX|5 REQUEST_URI|5 MATCHED_VARS") is var name && dice.Percent(65) && name != "REQUEST_URI"
        ? $"{name}:{Key(name)}"
        : name;

    private string One(int phase, bool link)
    {
        var kind = dice.Next(100);
        if (kind < 12 && (link || kind < 4)) return dice.Of("MATCHED_VAR", "MATCHED_VARS", "MATCHED_VAR_NAME", "MATCHED_VARS_NAMES", "MATCHED_VARS:/a/", "TX:1", "TX:0", "TX:2");
        if (phase >= 3 && kind < 35) return dice.Weighted(Responses);
        if (kind < 40) return dice.Weighted(Scalars);
        if (kind < 42) return $"{All[dice.Next(All.Length)]}";
        if (kind < 46) return dice.Of("XML:/*", "XML://@*", "XML://a", "XML://b/text()", "REQUEST_XML:/*");
        var name = dice.Weighted(Collections);
        var counted = dice.Percent(10) ? "&" : "";
        return counted + (dice.Percent(name is "RULE" or "TX" or "ENV" ? 70 : 30) ? $"{name}:{Key(name)}" : name);
    }

    private string Key(string name) => name switch
    {
        "TX" => dice.Percent(25) ? dice.Of("/^x/i", "/./", "/s/") is var pattern && pattern.EndsWith('i') ? "/^x/" : pattern : dice.Of(Words.Variables),
        "REQUEST_HEADERS" or "REQUEST_HEADERS_NAMES" => dice.Of("Host", "user-agent", "Content-Type", "/^x-/", "X-A", "Cookie", "Authorization"),
        "RULE" => dice.Of("id", "msg", "severity", "rev"),
        "IP" or "GLOBAL" or "SESSION" or "USER" or "RESOURCE" => dice.Of("hits", "KEY", "x", "/./"),
        "ENV" => dice.Of("a", "B"),
        _ => dice.Percent(30) ? dice.Of(Words.Keys) : dice.Of(Words.Names),
    };

    private string Excluded(string target)
    {
        var name = target.TrimStart('&').Split(':')[0];
        return dice.Percent(85) && Collections.Contains(name, StringComparison.Ordinal) ? $"{name}:{Key(name)}" : name;
    }
}
