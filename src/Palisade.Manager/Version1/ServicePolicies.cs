using System.Globalization;
using Palisade.Configuration.Documents;
using Palisade.Configuration.Objects;
using Palisade.Configuration.Objects.Naming;
using Palisade.Configuration.Policies;

namespace Palisade.Manager.Version1;

/// <summary>Collects what the v1 interface was told about a service's protection.</summary>
internal static class ServicePolicies
{
    private const int LongestPage = 64 * 1024;
    private const int LongestBlock = 48 * 3600;

    /// <summary>All of it.</summary>
    public static async Task<ServiceProtection> OfAsync(Surroundings around, ObjectDraft service)
    {
        var protection = new ServiceProtection(service);
        var group = service.Spec["server_group"]?.Value ?? "";
        if (await around.FindAsync(new(ObjectKinds.ServerGroup, service.Key.Local.Namespace, group)) is { } servers)
        {
            await SpareAsync(around, protection, servers, "ignore_ip_group", "ignored", others: false);
            await SpareAsync(around, protection, servers, "limit_monitoring_to_ip_group", "monitored", others: true);
        }

        foreach (var policy in await AppliedAsync(around, service.Key.Local, group)) await ApplyAsync(around, protection, service, group, policy);
        await MaskAsync(around, protection, service.Spec["settings"]?["dataMaskingGroups"]);
        Show(protection, service.Spec["settings"]?["errorPage"]);
        return protection.Done();
    }

    private static async Task SpareAsync(Surroundings around, ServiceProtection protection, ObjectDraft servers, string field, string what, bool others)
    {
        // The platform's own sets are another tenant's objects: they are not read from here.
        if (servers.Spec[field] is not { } named || named["tenant"] is not null) return;
        var key = new LocalKey(KindNames.IpPrefixSet, named["namespace"]?.Value ?? servers.Key.Local.Namespace, named["name"]?.Value ?? named.Value);
        if (await around.FindAsync(key) is { } set) protection.Spare(Surroundings.PrefixesOf(set), what, others);
    }

    private static async Task<IEnumerable<ObjectDraft>> AppliedAsync(Surroundings around, LocalKey service, string group) =>
        (await around.AllAsync(ObjectKinds.V1Document, ObjectNames.DefaultNamespace))
            .Where(d => PolicyType.Find(Documents.TypeOf(d)) is { Enforced: not Enforced.Nothing } && PolicyScope.Of(Documents.BodyOf(d)).Any(s => s.Covers(service, group)))
            .OrderBy(d => d.Key.Local.Name, StringComparer.Ordinal);

    private static async Task ApplyAsync(Surroundings around, ServiceProtection protection, ObjectDraft service, string group, ObjectDraft policy)
    {
        var (name, body) = (policy.Key.Local.Name, Documents.BodyOf(policy));
        var addresses = await around.AddressesAsync(ObjectNames.DefaultNamespace);
        switch (PolicyType.Find(Documents.TypeOf(policy))!.Enforced)
        {
            case Enforced.Criteria:
                await RefuseAsync(around, protection, service, group, policy);
                break;
            case Enforced.Network:
                Refuse(protection, name, body, g => addresses.GetValueOrDefault(g));
                break;
            case Enforced.Protocol when IsWhole(service, group, body):
                protection.Refuse(name, [.. ProtocolPolicy.Refused(body)], ApplicationHosts.All);
                protection.Firewall.Protocol(body);
                break;
            case Enforced.Signatures when IsWhole(service, group, body):
                protection.Firewall.Signatures(body);
                protection.Exclude(name, SignaturePolicy.Exclusions(body));
                break;
        }
    }

    private static void Refuse(ServiceProtection protection, string name, Node policy, Func<string, IReadOnlyList<string>?> group)
    {
        try
        {
            if (NetworkPolicy.Of(policy, group) is { } network) protection.Refuse(name, network.Prefixes, network.Others);
        }
        catch (NotEnforcedException)
        {
            // It was said when the policy was kept; an IP group that went since permits and refuses nobody.
        }
    }

    // A firewall is of a whole site: a policy for one of several applications would be one for all of them.
    private static bool IsWhole(ObjectDraft service, string group, Node body) =>
        service.Spec["applications"]?.Members.Count is null or <= 1 || PolicyScope.Of(body).Any(s => s.Covers(service.Key.Local, group) && s.Application.Length == 0);

    private static async Task RefuseAsync(Surroundings around, ServiceProtection protection, ObjectDraft service, string group, ObjectDraft policy)
    {
        var body = Documents.BodyOf(policy);
        var addresses = await around.AddressesAsync(ObjectNames.DefaultNamespace);
        var block = await BlockAsync(around, body["followedAction"]?.Value);
        var scopes = PolicyScope.Of(body).Where(s => s.Covers(service.Key.Local, group)).ToList();
        // For the whole of it and for a part is for the whole of it.
        var applications = scopes.Exists(s => s.Application.Length == 0) ? [""] : scopes.Select(s => s.Application).Distinct(StringComparer.Ordinal).ToList();
        for (var i = 0; i < applications.Count; i++)
        {
            var name = i == 0 ? policy.Key.Local.Name : $"{policy.Key.Local.Name}-{(i + 1).ToString(CultureInfo.InvariantCulture)}";
            if (ApplicationHosts.Of(service.Spec, applications[i]) is { } hosts) protection.Refuse(name, body, hosts, g => addresses.GetValueOrDefault(g), block);
        }
    }

    // An action set of that name, one of whose actions blocks for a time.
    private static async Task<int> BlockAsync(Surroundings around, string? name)
    {
        if (string.IsNullOrEmpty(name)) return 0;
        var set = (await around.AllAsync(ObjectKinds.V1Document, ObjectNames.DefaultNamespace)).FirstOrDefault(d => Documents.TypeOf(d) == V1ActionSets.Kept.Type && V1Names.TitleOf(d) == name);
        var seconds = (set is null ? [] : V1ActionSets.ActionsOf(Documents.BodyOf(set)))
            .Where(a => a["type"]?.Value.Contains("block", StringComparison.OrdinalIgnoreCase) is true && int.TryParse(a["duration"]?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            .Select(a => int.Parse(a["duration"]!.Value, NumberStyles.None, CultureInfo.InvariantCulture));
        return Math.Min(seconds.DefaultIfEmpty().Max(), LongestBlock);
    }

    private static async Task MaskAsync(Surroundings around, ServiceProtection protection, Node? setting)
    {
        if (setting?["dataMaskingGroup"]?.Value is not { Length: > 0 } name) return;
        var group = (await around.AllAsync(ObjectKinds.V1Document, ObjectNames.DefaultNamespace)).FirstOrDefault(d => Documents.TypeOf(d) == V1GlobalObjects.Masking.Type && V1Names.TitleOf(d) == name);
        var names = (group is null ? [] : Documents.BodyOf(group)["dataMaskingObjects"]?.Items ?? []).Where(o => o["enabled"]?.Value is not "false" && !string.IsNullOrWhiteSpace(NameOf(o))).ToList();
        IReadOnlyList<string> Of(string where) => [.. names.Where(o => o[where]?.Value is "true").Select(NameOf).Distinct(StringComparer.Ordinal)];
        protection.Mask(Of("searchInHttpParameters"), Of("searchInHttpHeaders"), Of("searchInHttpCookies"));
    }

    // 'match' is what is looked for, 'name' what it is called; names are compared in part here.
    private static string NameOf(Node masked) => masked["match"]?.Value is { Length: > 0 } match && match.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.') && !IsWayToMatch(match) ? match : masked["name"]?.Value ?? "";

    private static bool IsWayToMatch(string word) => word.ToLowerInvariant() is "exact" or "prefix" or "suffix" or "contains" or "regexp";

    private static void Show(ServiceProtection protection, Node? page)
    {
        if (page?["useDefaultErrorPage"]?.Value is not "false" || page["defaultErrorPageBody"]?.Value is not { Length: > 0 and <= LongestPage } html) return;
        var status = int.TryParse(page["defaultErrorPageResponseCode"]?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var given) && given is >= 200 and <= 599 ? given : 403;
        protection.Show(html, status);
    }
}
