using Palisade.Configuration;
using Palisade.Configuration.Bots;
using Palisade.Configuration.Policies;
using Palisade.Configuration.Policies.Firewall;
using Palisade.Engine.Addresses;
using Palisade.Protection.Apis.Enforcement;
using Palisade.Protection.Apis.GraphQl;
using Palisade.Protection.Apis.Jwt;
using Palisade.Protection.Bots;
using Palisade.Protection.Policies.Apis;
using Palisade.Protection.Policies.Firewall;
using Palisade.Protection.Policies.Limits;
using Palisade.Protection.Policies.Matching;
using Palisade.Protection.Policies.Reading;
using Palisade.Protection.Policies.Services;
using Palisade.Protection.Policies.Users;
using Palisade.SecLang;

namespace Palisade.Protection.Policies;

/// <summary>Compiles checked objects. Each object is compiled once, whoever names it.</summary>
/// <param name="faults">Takes what only compiling finds, such as a regular expression that is none.</param>
/// <param name="geography">The databases that say where clients are.</param>
internal sealed class PolicyCompiler(PolicyCollection objects, Geography geography, List<Diagnostic> faults)
{
    private readonly Dictionary<PolicyDocument, object> _compiled = [];
    private readonly FirewallCompiler _firewalls = new(objects, faults);
    private readonly List<string> _files = [];
    private string _siteName = "";
    private Dictionary<string, string> _siteLabels = new(StringComparer.Ordinal);

    /// <summary>Files and folders that objects name.</summary>
    public IReadOnlyList<string> Files => _files;

    /// <summary>The site, or <see cref="SitePolicy.None"/> where the files name none. Objects that nobody names are compiled too, for their faults.</summary>
    public SitePolicy Compile()
    {
        _firewalls.CheckExclusions();
        var site = objects.OfKind(KindNames.Site).FirstOrDefault() is { } document ? Site(document) : SitePolicy.None;
        foreach (var set in objects.OfKind(KindNames.IpPrefixSet)) Prefixes(set.Object.Metadata.Name);
        foreach (var policy in objects.OfKind(KindNames.ServicePolicy)) Decider(policy.Object.Metadata.Name);
        foreach (var limits in objects.OfKind(KindNames.RateLimiterPolicy)) Limits(limits.Object.Metadata.Name);
        return site;
    }

    /// <summary>Compiles one object for its faults. What it names need not be there, so nothing that comes of it is for use.</summary>
    /// <returns>The firewall that it makes or is excluded from; null for other kinds.</returns>
    public FirewallPolicy? Check(PolicyDocument document)
    {
        var name = document.Object.Metadata.Name;
        switch (document.Object.Spec)
        {
            case SiteConfig site:
                for (var i = 0; i < site.Routes.Count; i++) _ = PathOf(document, site.Routes[i], $"spec.routes[{i}]");
                return null;
            case ServicePolicyConfig or ServicePolicySetConfig:
                _ = Decider(name);
                return null;
            case IpPrefixSetConfig:
                _ = Prefixes(name);
                return null;
            case RateLimiterPolicyConfig:
                _ = Limits(name);
                return null;
            case WafExclusionConfig:
                _firewalls.CheckExclusions();
                return _firewalls.Of(new() { WafExclusions = [name] });
            default:
                var policy = Policy(Alone(document.Object.Kind, name));
                _ = document.Object.Kind == KindNames.RateLimiter ? Limiter(name) : null;
                return policy.Firewall;
        }
    }

    // Those kinds that something is attached by.
    private static AttachmentsConfig Alone(string kind, string name) => kind switch
    {
        KindNames.AppFirewall => new() { AppFirewall = name },
        KindNames.ApiDefinition => new() { ApiDefinition = name },
        KindNames.JwtValidation => new() { JwtValidation = name },
        KindNames.Graphql => new() { Graphql = name },
        KindNames.BotDefense => new() { BotDefense = name },
        KindNames.UserIdentification => new() { UserIdentification = name },
        _ => new(),
    };

    private SitePolicy Site(PolicyDocument document)
    {
        var config = (SiteConfig)document.Object.Spec;
        _siteName = document.Object.Metadata.Name;
        _siteLabels = Both(document.Object.Metadata.Labels, config.Labels);
        var routes = config.Routes.Select((route, i) => Route(document, config, route, $"spec.routes[{i}]"));
        return new(document.Object.Metadata.Name, config, Policy(config.Attachments), [.. routes]) { Geography = geography };
    }

    private RouteMatch Route(PolicyDocument document, SiteConfig site, RouteConfig route, string at)
    {
        return new(PathOf(document, route, at), ByteText.Of(route.Methods), Policy(site.Attachments.Under(route.Attachments)));
    }

    private PathPattern? PathOf(PolicyDocument document, RouteConfig route, string at) =>
        route.Path is { } wanted ? PathPattern.Of(wanted, why => Fault(document, $"{at}.path.regex", why)) : null;

    private ApiCompilation Apis => new(faults, _files);

    /// <summary>What attachments mean: one line for each kind that can be attached.</summary>
    private RoutePolicy Policy(AttachmentsConfig attachments) => new()
    {
        Written = attachments,
        ServicePolicies = attachments.ServicePolicies is { Count: > 0 } policies ? new([.. policies.Select(Decider)]) : ServicePolicies.None,
        RatePolicies = [.. (attachments.RateLimiterPolicies ?? []).Select(Limits)],
        Users = Users(attachments.UserIdentification) ?? UserFinder.ByAddress,
        Firewall = _firewalls.Of(attachments),
        ApiDefinition = Attached<ApiDefinitionConfig, ApiDefinition>(KindNames.ApiDefinition, attachments.ApiDefinition, (document, spec) => Apis.Definition(document, spec)!),
        Jwt = Attached<JwtValidationConfig, JwtValidation>(KindNames.JwtValidation, attachments.JwtValidation, (document, spec) => Apis.Jwt(document, spec)!),
        GraphQl = Attached<GraphqlConfig, GraphQlCheck>(KindNames.Graphql, attachments.Graphql, (_, spec) => ApiCompilation.GraphQl(spec)),
        Bots = Attached<BotDefenseConfig, BotDefense>(KindNames.BotDefense, attachments.BotDefense, Bots),
    };

    private BotDefense Bots(PolicyDocument document, BotDefenseConfig config)
    {
        var folder = Beside(document, config.Bots);
        var catalog = folder is null ? BotDefense.BuiltIn : CatalogOf(folder);
        var challenge = config.Challenge with { KeyFile = Beside(document, config.Challenge.KeyFile) };
        return new(document.Object.Metadata.Name, config with { Challenge = challenge }, catalog ?? BotDefense.BuiltIn);
    }

    private BotCatalog? CatalogOf(string folder)
    {
        _files.Add(folder);
        var (catalog, diagnostics) = BotLibrary.Load(folder);
        faults.AddRange(diagnostics);
        return catalog;
    }

    /// <summary>A path that an object names, seen from the folder of its file.</summary>
    private static string? Beside(PolicyDocument document, string? path) =>
        path is null ? null : Path.Combine(Path.GetDirectoryName(Path.GetFullPath(document.File)) ?? "", path);

    private Decider Decider(string name) =>
        Attached<ServicePolicySetConfig, Decider>(KindNames.ServicePolicySet, name, (document, config) => new ServicePolicySet(
            [.. config.Policies.Select(Decider)],
            config.Algorithm,
            new(config.DefaultAction, new(KindNames.ServicePolicySet, document.Object.Metadata.Name, "default_action", "none of its policies decided"))))
        ?? Attached<ServicePolicyConfig, Decider>(KindNames.ServicePolicy, name, (document, config) => Services(document).Compile(config))!;

    private RatePolicy Limits(string name) => Attached<RateLimiterPolicyConfig, RatePolicy>(KindNames.RateLimiterPolicy, name, (document, config) =>
    {
        var (services, own) = (Services(document), Limiter(config.RateLimiter));
        var rules = config.Rules.Select((rule, i) => new RateRule(
            [.. services.Conditions(rule.Match, $"spec.rules[{i}].spec")],
            rule.Action switch { RateAction.Apply => own, RateAction.Custom => Limiter(rule.Custom), _ => null }));
        return new(name, services.Server(config.Server), [.. rules], own);
    })!;

    private RateLimiter? Limiter(string? name) => Attached<RateLimiterConfig, RateLimiter>(KindNames.RateLimiter, name, (document, config) =>
        new(name!, [.. config.Limits.Select((limit, i) => new RateLimit(_siteName, name!, i, limit))], Users(config.UserIdentification)));

    private UserFinder? Users(string? name) =>
        Attached<UserIdentificationConfig, UserFinder>(KindNames.UserIdentification, name, (_, config) => new(config));

    private ServiceCompiler Services(PolicyDocument document) =>
        new(document.Object.Metadata.Name, _siteLabels, Prefixes, (field, why) => Fault(document, field, why));

    private PrefixSet Prefixes(string name) => Attached<IpPrefixSetConfig, PrefixSet>(KindNames.IpPrefixSet, name, (document, config) =>
    {
        var file = Beside(document, config.File);
        if (file is not null) _files.Add(file);
        return PrefixFiles.Read(document, config, file, faults);
    })!;

    private static Dictionary<string, string> Both(IReadOnlyDictionary<string, string> first, IReadOnlyDictionary<string, string> second)
    {
        var both = new Dictionary<string, string>(first, StringComparer.Ordinal);
        foreach (var (key, value) in second) both[key] = value;
        return both;
    }

    /// <summary>The compiled form of an object that is attached by name; null for no name.</summary>
    private T? Attached<TSpec, T>(string kind, string? name, Func<PolicyDocument, TSpec, T> compile)
        where TSpec : PolicySpec
        where T : class
    {
        if (name is null || objects.Find(kind, name) is not { } document) return null;
        if (!_compiled.TryGetValue(document, out var known)) _compiled[document] = known = compile(document, (TSpec)document.Object.Spec);
        return (T)known;
    }

    /// <summary>The compiled forms of a list of names.</summary>
    private T[] Attached<TSpec, T>(string kind, IReadOnlyList<string>? names, Func<PolicyDocument, TSpec, T> compile)
        where TSpec : PolicySpec
        where T : class =>
        [.. (names ?? []).Select(name => Attached(kind, name, compile)!)];

    private void Fault(PolicyDocument document, string field, string message) => faults.Add(document.Fault(new ConfigFault(field, message)));
}
