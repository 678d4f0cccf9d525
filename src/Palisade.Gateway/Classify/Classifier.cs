using System.Text;
using Palisade.Configuration;
using Palisade.Gateway.Accept;
using Palisade.Gateway.Classify.Sites;
using Palisade.Protection.Policies.Matching;
using Palisade.Protection.Tenants;

namespace Palisade.Gateway.Classify;

/// <summary>Whose request it is and which rules, policies and mode hold for it.</summary>
internal sealed class Classifier(LiveSites sites)
{
    /// <summary>Finds its site; a request of none, or of one that is switched off, ends here.</summary>
    public void Run(Exchange exchange)
    {
        var table = sites.Table;
        Find(exchange, table);
        if (exchange.Served is null) exchange.End(new Verdict(VerdictKind.NoSite, 404, "unknown_host"));
        else if (IsMisdirected(exchange, table)) exchange.End(new Verdict(VerdictKind.NoSite, 421, "misdirected"));
        else if (exchange.Mode is OperationMode.Disabled) exchange.End(new Verdict(VerdictKind.Closed, 503, "disabled"));
    }

    /// <summary>Finds the site of a head that is refused whatever site it is of.</summary>
    public void Find(Exchange exchange) => Find(exchange, sites.Table);

    /// <summary>Reads what is in force once.</summary>
    private static void Find(Exchange exchange, SiteTable table)
    {
        if (table.Find(HostOf(exchange), exchange.Local) is not { } served) return;

        var inForce = served.Protection.InForce;
        var site = inForce.Site;
        exchange.Served = served;
        exchange.Mode = served.Mode;
        exchange.Rules = inForce.Rules;
        exchange.Site = site;
        if (!site.HasPolicies) return;

        exchange.Path = PlainPath.Of(exchange.Head.Target);
        exchange.Route = site.Find(exchange.Path.Span, exchange.Head.Method.Span);
        exchange.Policy = site.Of(exchange.Route);
        exchange.Rules = inForce.RulesFor(exchange.Policy);
    }

    // The target's own host goes before the header (RFC 9112, section 3.2.2); where they differ, the request is refused.
    private static ReadOnlySpan<byte> HostOf(Exchange exchange)
    {
        var target = exchange.Head.Target.Span;
        var authority = target.StartsWith("/"u8) ? default : AbsoluteTarget.Authority(target);
        return authority.IsEmpty ? HeadValues.Bytes(exchange.Head.Headers, "Host") : authority;
    }

    /// <summary>
    /// Whether the connection was opened for a name of another site (RFC 9110, section 15.5.20). Names of one tenant that are shown the same
    /// certificate may share a connection, as browsers do.
    /// </summary>
    private static bool IsMisdirected(Exchange exchange, SiteTable table)
    {
        if (exchange.ServerName is not { } name || Ascii.EqualsIgnoreCase(HostOf(exchange), name)) return false;
        if (table.Find(name, exchange.Local) is not { } opened) return true;
        return !ReferenceEquals(opened, exchange.Served) && !SharesCertificate(opened, name, exchange.Served!);
    }

    private static bool SharesCertificate(ReadySite opened, string name, ReadySite served) =>
        opened.Key.Tenant == served.Key.Tenant && SiteCertificates.For(opened, name) is { } shown && served.Certificates.Contains(shown, ReferenceEqualityComparer.Instance);
}
