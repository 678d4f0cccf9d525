using System.Buffers;
using System.Text;
using Palisade.Events.Format;
using Palisade.Events.Masking;

namespace Palisade.Events.Tests;

/// <summary>Values for what does not matter, and short ways to what does.</summary>
internal static class Some
{
    public static readonly DateTimeOffset Time = new(2026, 3, 4, 5, 6, 7, 89, TimeSpan.FromHours(2));

    public static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);

    public static SecurityEvent Event(string id = "id-1", EventAction action = EventAction.Blocked, DateTimeOffset? time = null) => new()
    {
        Id = id,
        Time = time ?? Time,
        Client = new EventClient { Ip = "192.0.2.7", Port = 4711 },
        Site = "shop",
        Request = new EventRequest { Method = "GET", Scheme = "https", Host = "shop.example", Path = "/search", Query = "q=1", Protocol = "HTTP/1.1" },
        Action = action,
        Mode = EventMode.Active,
        Status = 403,
    };

    public static SecurityEvent FullEvent() => Event() with
    {
        Client = new EventClient { Ip = "192.0.2.7", Port = 4711, Peer = new EventPeer("10.0.0.1", 99) },
        Request = Event().Request with { UserAgent = "curl/8", Size = 12 },
        Score = new EventScore { Inbound = 10, Outbound = 4 },
        Findings =
        [
            new EventFinding
            {
                RuleId = 942100, Message = "SQL Injection", AttackType = AttackType.SqlInjection, Severity = EventSeverity.Critical, Phase = 2,
                ParanoiaLevel = 1, Location = new EventLocation("ARGS", "q"), Match = "1' or '1", AlsoAt = [new EventLocation("ARGS", "r")],
                Data = "found", Tags = ["attack-sqli"], File = "rules/942.conf", Line = 30,
            },
        ],
        OmittedFindings = 2,
        Uninspected = [new EventUninspected("request_body", "over_budget", 100)],
        Failure = new EventFailure(EventFailureSource.Upstream, "connection refused"),
        Durations = new EventDurations { TotalUs = 3, InspectionUs = 1, UpstreamUs = 2 },
    };

    public static string Json(SecurityEvent what)
    {
        var output = new ArrayBufferWriter<byte>();
        EventJson.Write(what, output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    public static KeyValuePair<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>> Header(string name, string value) => new(Bytes(name), Bytes(value));

    public static RequestMask Mask(RequestFacts? facts = null, MaskingRules? rules = null) => new(rules ?? new MaskingRules(), facts ?? new RequestFacts());

    public static RawFinding Finding(string variable, string value, string match, string data = "", string message = "") => new()
    {
        RuleId = 1,
        Message = message,
        MessageAsWritten = message.Length == 0 ? null : "as written",
        Data = data,
        Matches = [new RawMatch(variable, Bytes(value), Bytes(match))],
    };
}
