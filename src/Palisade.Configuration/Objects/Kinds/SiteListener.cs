using System.Net;
using Palisade.Configuration.Documents;

namespace Palisade.Configuration.Objects.Kinds;

/// <summary>Where a site listens.</summary>
/// <param name="Alias">The alias of an address of its gateways; null for an address, or all.</param>
/// <param name="Address">An IPv4 or IPv6 address; null for all, and for an alias until a gateway knows what it is of.</param>
/// <param name="Port">1 to 65,535.</param>
/// <param name="Tls">Whether TLS is spoken. Default false.</param>
/// <param name="Http2">Whether HTTP/2 is spoken, too. Default true.</param>
/// <param name="ProxyProtocol">Whether trusted peers begin with a PROXY protocol header. Default false.</param>
public sealed record SiteListener(string? Alias, string? Address, int Port, bool Tls, bool Http2, bool ProxyProtocol)
{
    private const int LongestAlias = 200;

    /// <summary>Which of the listeners of its site it is as they are written, counted from 0: an alias becomes one listener for each of its addresses.</summary>
    public int Number { get; init; }

    internal static SiteListener Read(Fields fields)
    {
        fields.OneOf(needed: false, "alias", "address");
        var address = fields.OptionalText("address");
        if (address is not null && !IPAddress.TryParse(address, out _)) fields.Fault("address", $"'{address}' is not an IP address.");
        var alias = fields.OptionalText("alias");
        if (alias is { Length: 0 or > LongestAlias } || alias?.Any(char.IsControl) is true) fields.Fault("alias", $"It has 1 to {LongestAlias} characters, none of which controls anything.");
        if (!fields.Has("port")) fields.Fault("port", "It is missing.");
        return new(alias, address, fields.Number("port", 0, 1, 65_535), fields.Flag("tls"), fields.Flag("http2", usual: true), fields.Flag("proxy_protocol"));
    }
}

/// <summary>The page that is shown in the place of a site.</summary>
/// <param name="Enabled">Whether it is shown. Default true, where it is written at all.</param>
/// <param name="Status">400 to 599. Default 503.</param>
/// <param name="RetryAfterSeconds">When clients may come back: 0 to 604,800; null (the default) says nothing.</param>
/// <param name="Html">The page; null (the default) for ours.</param>
public sealed record MaintenancePage(bool Enabled, int Status, int? RetryAfterSeconds, string? Html)
{
    private const int Longest = 64 * 1024;

    internal static MaintenancePage Read(Fields fields)
    {
        var html = fields.OptionalText("html");
        if (html?.Length > Longest) fields.Fault("html", $"It has more than {Longest} characters.");
        return new(fields.Flag("enabled", usual: true), fields.Number("status", 503, 400, 599), fields.Number("retry_after_seconds", 0, 604_800), html);
    }
}

/// <summary>What is changed in headers.</summary>
/// <param name="Set">Headers that get one value, whatever they had.</param>
/// <param name="Add">Headers that get one value more.</param>
/// <param name="Remove">Headers that are taken out, first.</param>
public sealed record HeaderChanges(IReadOnlyDictionary<string, string> Set, IReadOnlyDictionary<string, string> Add, IReadOnlyList<string> Remove)
{
    // What belongs to the connection and not to the message is the gateway's own (RFC 9110, section 7.6.1), and so is what says where it ends.
    private static readonly string[] Ours = ["connection", "content-length", "host", "keep-alive", "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade"];

    /// <summary>Nothing.</summary>
    public static HeaderChanges None { get; } = new(new Dictionary<string, string>(StringComparer.Ordinal), new Dictionary<string, string>(StringComparer.Ordinal), []);

    internal static HeaderChanges Read(Fields fields)
    {
        var changes = new HeaderChanges(fields.Pairs("set"), fields.Pairs("add"), fields.Texts("remove"));
        foreach (var (name, value) in changes.Set) Check(fields, "set", name, value);
        foreach (var (name, value) in changes.Add) Check(fields, "add", name, value);
        foreach (var name in changes.Remove) Check(fields, "remove", name, "");
        return changes;
    }

    private static void Check(Fields fields, string field, string name, string value)
    {
        if (!HeaderText.IsName(name)) fields.Fault(field, $"'{name}' is not the name of a header.");
        else if (Ours.Contains(name.ToLowerInvariant())) fields.Fault(field, $"'{name}' belongs to the connection and is the gateway's own.");
        if (!HeaderText.IsValue(value)) fields.Fault(field, $"The value of '{name}' has a control character in it, or more than 8192 characters.");
    }
}
