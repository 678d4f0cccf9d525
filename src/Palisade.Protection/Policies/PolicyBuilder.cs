using Palisade.Configuration.Policies;
using Palisade.Protection.Policies.Matching;
using Palisade.Protection.Policies.Reading;
using Palisade.SecLang;

namespace Palisade.Protection.Policies;

/// <summary>Makes policy files ready to serve, or says every reason why not.</summary>
public static class PolicyBuilder
{
    /// <summary>Reads, checks and compiles. Without files, nothing holds.</summary>
    public static BuiltPolicies Build(PolicySource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (source.IsEmpty) return new(SitePolicy.None, [], 0, []);

        var (documents, faults) = PolicyFiles.Read(source.Files);
        var (geography, missing) = GeographyFiles.Open(source);
        return Build(documents, [.. faults, .. missing], geography);
    }

    /// <summary>The same from the text of one file.</summary>
    /// <param name="file">Its name in faults; files that it names are looked for beside it.</param>
    /// <param name="geography">The databases that say where clients are; null for none.</param>
    public static BuiltPolicies BuildText(string file, string text, Geography? geography = null)
    {
        var (documents, faults) = PolicyText.Read(file, text);
        return Build(documents, faults, geography ?? Geography.None);
    }

    /// <summary>The same from documents that were read.</summary>
    internal static BuiltPolicies Build(IReadOnlyList<PolicyDocument> documents, IReadOnlyList<Diagnostic> reading, Geography geography)
    {
        var (collection, between) = PolicyCollection.Of(documents);
        List<Diagnostic> faults = [.. reading, .. between, .. ManySites(collection)];
        var files = documents.Select(d => d.File).Distinct(StringComparer.Ordinal).ToList();
        // What cannot be trusted to be whole is not compiled: its faults would be about what is missing.
        if (faults.Count > 0) return new(null, faults, documents.Count, files);

        var compiler = new PolicyCompiler(collection, geography, faults);
        var site = compiler.Compile();
        return new(faults.Exists(f => f.Severity is DiagnosticSeverity.Error) ? null : site, faults, documents.Count, [.. files, .. compiler.Files]);
    }

    // Many sites on one gateway come with server groups; until then a second one would be silently idle.
    private static IEnumerable<Diagnostic> ManySites(PolicyCollection collection) =>
        collection.OfKind(KindNames.Site).Skip(1).Select(d => d.Fault(new("kind", "a gateway serves one site, and there is another one"), PolicyCodes.Duplicate));
}
