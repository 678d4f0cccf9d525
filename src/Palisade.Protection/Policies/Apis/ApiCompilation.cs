using Palisade.Configuration.Documents;
using Palisade.Configuration.Policies;
using Palisade.Protection.Apis.Documents;
using Palisade.Protection.Apis.Enforcement;
using Palisade.Protection.Apis.GraphQl;
using Palisade.Protection.Apis.Jwt;
using Palisade.Protection.Policies.Reading;
using Palisade.SecLang;

namespace Palisade.Protection.Policies.Apis;

/// <summary>Compiles the objects that protect APIs; the files that they name are read beside the policy file.</summary>
/// <param name="faults">Takes what is wrong, in the files, too.</param>
/// <param name="files">Takes the files that were read, so that a change of one is seen.</param>
internal sealed class ApiCompilation(List<Diagnostic> faults, ICollection<string> files)
{
    /// <summary>An <c>api_definition</c>; null, and a fault, when it cannot be enforced.</summary>
    public ApiDefinition? Definition(PolicyDocument document, ApiDefinitionConfig spec)
    {
        var actions = Actions(document, spec);
        var (file, bytes) = spec.Document is { } text ? (document.File, System.Text.Encoding.UTF8.GetBytes(text)) : Bytes(document, "spec.file", spec.File!);
        if (file is null || bytes is null) return null;
        var options = new ApiOptions
        {
            Name = document.Object.Metadata.Name,
            Actions = new(actions),
            BasePaths = spec.BasePaths,
            Hosts = spec.Hosts,
            SkipUnsupported = spec.SkipUnsupported,
            JsonDepth = spec.JsonDepth,
            JsonValues = spec.JsonValues,
        };
        var found = new DocumentFaults();
        var definition = ApiDefinition.Load(file, bytes, options, found);
        faults.AddRange(spec.Document is null ? found.All : At(document, "spec.document", found));
        return definition;
    }

    /// <summary>A <c>jwt_validation</c>; null, and a fault, when it has no keys.</summary>
    public JwtValidation? Jwt(PolicyDocument document, JwtValidationConfig spec)
    {
        for (var i = 0; i < spec.Algorithms.Count; i++)
        {
            if (JwtOptions.AlgorithmNames.Contains(spec.Algorithms[i], StringComparer.Ordinal)) continue;
            faults.Add(document.Fault(new($"spec.algorithms[{i}]", $"there is no algorithm '{spec.Algorithms[i]}': one of {string.Join(", ", JwtOptions.AlgorithmNames)}.")));
            return null;
        }

        var found = new DocumentFaults();
        var (file, bytes) = spec.Jwks is { } text ? (document.File, System.Text.Encoding.UTF8.GetBytes(text)) : Bytes(document, "spec.jwks_file", spec.JwksFile!);
        var keys = file is null || bytes is null ? null : JwtKeySet.Read(file, bytes, found);
        faults.AddRange(spec.Jwks is null ? found.All : At(document, "spec.jwks", found));
        return keys is null ? null : new JwtValidation(Options(spec), keys);
    }

    /// <summary>A <c>graphql</c> object.</summary>
    public static GraphQlCheck GraphQl(GraphqlConfig spec) => new(new()
    {
        Path = spec.ExactPath,
        MostBytes = spec.MaxTotalLength,
        MostDepth = spec.MaxStructureDepth,
        MostBatched = spec.MaxBatchedQueries,
        MostAliases = spec.MaxAliases,
        MostFields = spec.MaxFields,
        MostCost = spec.MaxCost,
        MostDirectives = spec.MaxDirectives,
        MostTokens = spec.MaxTokens,
        AllowIntrospection = spec.EnableIntrospection,
        WhenOverLimit = ActionOf(spec.Format),
        WhenMalformed = ActionOf(spec.Malformed),
        WhenIntrospecting = ActionOf(spec.Introspection),
    });

    private static JwtOptions Options(JwtValidationConfig spec)
    {
        var (place, name) = spec switch
        {
            { CookieName: { } cookie } => (JwtPlace.Cookie, cookie),
            { HeaderName: { } header } => (JwtPlace.Header, header),
            { QueryParam: { } parameter } => (JwtPlace.Query, parameter),
            _ => (JwtPlace.Bearer, ""),
        };
        var options = new JwtOptions
        {
            Place = place,
            PlaceName = name,
            Issuer = spec.Issuer,
            Audiences = spec.Audience,
            MandatoryClaims = spec.MandatoryClaims,
            ChecksTime = spec.ValidatePeriod,
            Skew = TimeSpan.FromSeconds(spec.ClockSkewSeconds),
            MostBytes = spec.MaxTokenBytes,
            Action = ActionOf(spec.Action),
        };
        return spec.Algorithms.Count == 0 ? options : options with { Algorithms = spec.Algorithms };
    }

    private List<KeyValuePair<ApiViolation, ViolationAction>> Actions(PolicyDocument document, ApiDefinitionConfig spec)
    {
        var actions = new List<KeyValuePair<ApiViolation, ViolationAction>>();
        foreach (var (word, text) in spec.Violations)
        {
            if (!ApiViolations.All.TryGetValue(word, out var known)) Fault(document, FieldPath.Member("spec.violations", word), $"there is no violation '{word}': one of {string.Join(", ", ApiViolations.All.Keys.Order(StringComparer.Ordinal))}.");
            else if (!Enum.TryParse<ViolationAction>(text, ignoreCase: true, out var action) || !Enum.IsDefined(action)) Fault(document, FieldPath.Member("spec.violations", word), $"'{text}' is not allow, report or block.");
            else actions.Add(new(known.Violation, action));
        }

        if (!spec.ReportOnly) return actions;
        var written = new ApiActions(actions);
        return [.. ApiViolations.All.Values.Select(v => KeyValuePair.Create(v.Violation, written.Of(v.Violation) is ViolationAction.Allow ? ViolationAction.Allow : ViolationAction.Report))];
    }

    private (string? File, byte[]? Bytes) Bytes(PolicyDocument document, string field, string named)
    {
        var path = Path.Combine(Path.GetDirectoryName(document.File) ?? "", named);
        files.Add(path);
        try
        {
            return (path, File.ReadAllBytes(path));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            Fault(document, field, $"'{named}' cannot be read: {fault.Message}");
            return (null, null);
        }
    }

    /// <summary>Of a text in the policy itself the place is the field; the line within the text is told beside it.</summary>
    private static IEnumerable<Diagnostic> At(PolicyDocument document, string field, DocumentFaults found) =>
        found.All.Select(f => document.Fault(new(field, $"line {f.At.Line}, column {f.At.Column}: {f.Message}"), f.Code) with { Severity = f.Severity, Hint = f.Hint });

    private static ViolationAction ActionOf(ViolationChoice choice) => (ViolationAction)(int)choice;

    private void Fault(PolicyDocument document, string field, string message) => faults.Add(document.Fault(new(field, message)));
}
