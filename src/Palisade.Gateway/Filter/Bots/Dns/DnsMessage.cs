using System.Net;

namespace Palisade.Gateway.Filter.Bots.Dns;

/// <summary>What is asked for; the numbers are those of RFC 1035 and RFC 3596.</summary>
internal enum DnsType : ushort
{
    /// <summary>An IPv4 address.</summary>
    A = 1,

    /// <summary>Another name for the same.</summary>
    CName = 5,

    /// <summary>The name of an address.</summary>
    Ptr = 12,

    /// <summary>An IPv6 address.</summary>
    Aaaa = 28,
}

/// <summary>How a question ended.</summary>
internal enum DnsOutcome
{
    /// <summary>There is an answer.</summary>
    Answered,

    /// <summary>There is surely none: no such name, or none of that type.</summary>
    Nothing,

    /// <summary>Nobody knows: no server answered in time, or it failed.</summary>
    Failed,
}

/// <summary>An answer: the names or addresses at the end of its chain of aliases.</summary>
/// <param name="Names">Without a dot at the end, lower case, of letters, digits, hyphens and underscores only.</param>
internal sealed record DnsAnswer(DnsOutcome Outcome, IReadOnlyList<string> Names, IReadOnlyList<IPAddress> Addresses)
{
    /// <summary>No answer for want of servers or time.</summary>
    public static readonly DnsAnswer Failed = new(DnsOutcome.Failed, [], []);

    /// <summary>Surely nothing there.</summary>
    public static readonly DnsAnswer Nothing = new(DnsOutcome.Nothing, [], []);
}

/// <summary>One record of an answer.</summary>
/// <param name="Target">What a PTR or CNAME names; otherwise empty.</param>
/// <param name="Address">What an A or AAAA holds; otherwise null.</param>
internal readonly record struct DnsRecord(string Owner, DnsType Type, string Target, IPAddress? Address);
