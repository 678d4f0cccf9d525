using Palisade.Configuration.Policies;

namespace Palisade.Protection.Policies.Reading;

/// <summary><c>site</c>: what protects one application, by name, and the routes where that differs.</summary>
internal static class SiteReader
{
    /// <summary>Reads the <c>spec</c>.</summary>
    public static SiteConfig Read(Fields fields) => new()
    {
        Attachments = Attachments(fields),
        Labels = fields.Pairs("labels"),
        Routes = fields.Mappings("routes", Route),
        Anonymization = fields.Mapping("anonymization", Anonymization) ?? new(),
    };

    private static RouteConfig Route(Fields fields) => new()
    {
        Path = fields.Mapping("path", Path),
        Methods = fields.Texts("methods"),
        Attachments = Attachments(fields),
    };

    private static RoutePathConfig Path(Fields fields) => new()
    {
        Prefix = fields.OptionalText("prefix"),
        Exact = fields.OptionalText("exact"),
        Regex = fields.OptionalText("regex"),
    };

    private static AttachmentsConfig Attachments(Fields fields) => new()
    {
        AppFirewall = fields.OptionalText("app_firewall"),
        WafExclusions = fields.OptionalTexts("waf_exclusions"),
        ServicePolicies = fields.OptionalTexts("service_policies"),
        RateLimiterPolicies = fields.OptionalTexts("rate_limiter_policies"),
        UserIdentification = fields.OptionalText("user_identification"),
        BotDefense = fields.OptionalText("bot_defense"),
        ApiDefinition = fields.OptionalText("api_definition"),
        JwtValidation = fields.OptionalText("jwt_validation"),
        Graphql = fields.OptionalText("graphql"),
    };

    private static AnonymizationConfig Anonymization(Fields fields) => new()
    {
        Cookies = fields.Texts("cookies"),
        HttpHeaders = fields.Texts("http_headers"),
        QueryParameters = fields.Texts("query_parameters"),
    };
}
