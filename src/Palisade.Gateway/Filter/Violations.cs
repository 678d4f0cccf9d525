using Palisade.Configuration.Policies.Firewall;
using Palisade.Gateway.Accept;

namespace Palisade.Gateway.Filter;

/// <summary>Every way of breaking the protocol that is looked for. The one list; names as operators know them where there is one.</summary>
internal static class Violations
{
    private const string Unparsable = "VIOL_HTTP_PROTOCOL_UNPARSABLE_REQUEST_CONTENT";
    private const string BadVersion = "VIOL_HTTP_PROTOCOL_BAD_HTTP_VERSION";
    private const string BadHost = FirewallViolations.BadHost;
    private const string BadLength = "VIOL_HTTP_PROTOCOL_CONTENT_LENGTH_SHOULD_BE_A_POSITIVE_NUMBER";
    private const string BadCoding = "VIOL_HTTP_PROTOCOL_BAD_TRANSFER_ENCODING";

    // The request line.
    public static readonly Violation LeadingLines = new(FirewallViolations.LeadingLines, "More than one empty line comes before the request line.", Passable: true);
    public static readonly Violation LeadingBlanks = new(Unparsable, "Blanks come before the method.");
    public static readonly Violation WideBlanks = new(Unparsable, "The parts of the request line are not one space apart.");
    public static readonly Violation BadMethod = new(Unparsable, "The method is empty or has characters that are not allowed in one.");
    public static readonly Violation NoTarget = new(Unparsable, "The request line has no target.");
    public static readonly Violation BadTargetForm = new(Unparsable, "The target is neither a path nor a URL.");
    public static readonly Violation BlankInTarget = new(Unparsable, "The target has a blank in it.");
    public static readonly Violation ControlInTarget = new(Unparsable, "The target has a control character in it.");
    public static readonly Violation HighByteInTarget = new(Unparsable, "The target has bytes above 127 that are not percent-encoded.");
    public static readonly Violation NullInTarget = new("VIOL_HTTP_PROTOCOL_NULL_IN_REQUEST", "The path has a null character in it.");
    public static readonly Violation FragmentInTarget = new(Unparsable, "The target has a fragment, which is never sent.");
    public static readonly Violation Tunnel = new(Unparsable, "CONNECT asks for a tunnel, which is not offered here.", 405);
    public static readonly Violation NoVersion = new(BadVersion, "The request line has no version, as in HTTP/0.9.");
    public static readonly Violation BadVersionText = new(BadVersion, "The version is not HTTP/1.0 or HTTP/1.1.");
    public static readonly Violation HighVersion = new(BadVersion, "The version is above those that are spoken here.", 505);

    // The header lines.
    public static readonly Violation BadHeaderName = new(Unparsable, "A header's name is empty or has characters that are not allowed in one.");
    public static readonly Violation BlankInHeaderName = new(Unparsable, "A blank stands before the colon of a header.");
    public static readonly Violation NoColon = new(Unparsable, "A header line has no colon.");
    public static readonly Violation Folded = new(Unparsable, "A header goes on in the next line.");
    public static readonly Violation NullInHeader = new("VIOL_HTTP_PROTOCOL_NULL_IN_REQUEST", "A header has a null character in it.");
    public static readonly Violation BareReturn = new(Unparsable, "A header has a carriage return in it.");
    public static readonly Violation ControlInHeader = new(FirewallViolations.ControlInHeader, "A header has a control character in it.", Passable: true);
    public static readonly Violation NoHost = new("VIOL_HTTP_PROTOCOL_NO_HOST_HEADER_IN_HTTP_1_1_REQUEST", "HTTP/1.1 requires a Host header.");
    public static readonly Violation ManyHosts = new("VIOL_HTTP_PROTOCOL_MULTIPLE_HOST_HEADERS", "There is more than one Host header.");
    public static readonly Violation EmptyHost = new(BadHost, "The Host header is empty.", Passable: true);
    public static readonly Violation BadHostText = new(BadHost, "The Host header is not a host with an optional port.");
    public static readonly Violation OtherHost = new(BadHost, "The target names another host than the Host header.");

    // The framing of the body.
    public static readonly Violation ManyLengths = new("VIOL_HTTP_PROTOCOL_SEVERAL_CONTENT_LENGTH_HEADERS", "There is more than one Content-Length.");
    public static readonly Violation BadLengthText = new(BadLength, "Content-Length is not a number.");
    public static readonly Violation NoLength = new(BadLength, "A body in HTTP/1.0 requires Content-Length.", 411);
    public static readonly Violation LengthAndCoding = new(BadLength, "Content-Length and Transfer-Encoding say where the body ends, both at once.", Passable: true);
    public static readonly Violation RepeatedChunked = new(BadCoding, "The transfer coding chunked is applied more than once.", Passable: true);
    public static readonly Violation UnknownCoding = new(BadCoding, "There is a transfer coding other than chunked.", 501);
    public static readonly Violation OldCoding = new(BadCoding, "HTTP/1.0 has no Transfer-Encoding.");

    // Only where a policy asks.
    public static readonly Violation BodyInGet = new(FirewallViolations.BodyInGet, "A GET or HEAD request has a body.", Passable: true);
    public static readonly Violation HighByteInHeader = new(FirewallViolations.HighBytesInHeader, "A header has bytes above 127 in it.", Passable: true);

    // Limits.
    public static readonly Violation LongLine = new("VIOL_REQUEST_MAX_LENGTH", "The request line is longer than allowed.", 414);
    public static readonly Violation LargeHeaders = new("VIOL_REQUEST_MAX_LENGTH", "The header lines are more, or longer, than allowed.", 431);
    public static readonly Violation Slow = new(Unparsable, "The head did not come in time.", 408);
    public static readonly Violation Cut = new(Unparsable, "The connection ended within the head.");

    /// <summary>What the server refused although the rules above had nothing against it.</summary>
    public static readonly Violation ServerRefused = new(Unparsable, "The server could not make a request of it.");
}
