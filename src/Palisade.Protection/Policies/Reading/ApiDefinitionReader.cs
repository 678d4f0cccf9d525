using Palisade.Configuration.Policies;

namespace Palisade.Protection.Policies.Reading;

/// <summary>Reads <c>api_definition</c>.</summary>
internal static class ApiDefinitionReader
{
    /// <summary>The spec as it is written.</summary>
    public static PolicySpec Read(Fields fields) => new ApiDefinitionConfig
    {
        File = fields.OptionalText("file"),
        Document = fields.OptionalText("document"),
        BasePaths = fields.OptionalTexts("base_paths"),
        Hosts = fields.Texts("hosts"),
        Violations = fields.Pairs("violations"),
        ReportOnly = fields.Flag("report_only"),
        SkipUnsupported = fields.Flag("skip_unsupported"),
        JsonDepth = fields.Number("json_depth", 64),
        JsonValues = fields.Number("json_values", 500_000),
    };
}
