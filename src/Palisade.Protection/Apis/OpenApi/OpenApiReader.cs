using System.Collections.Frozen;
using Palisade.Protection.Apis.Documents;
using Palisade.Protection.Apis.Schemas;

namespace Palisade.Protection.Apis.OpenApi;

/// <summary>Reads an OpenAPI description, versions 3.0 and 3.1, to what is enforced. Every fault is told, with its place.</summary>
internal static class OpenApiReader
{
    private static readonly FrozenSet<string> Fields =
        new[] { "openapi", "info", "servers", "paths", "components", "security", "tags", "externalDocs", "webhooks", "jsonSchemaDialect" }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Reads a description.</summary>
    /// <param name="root">The document.</param>
    /// <param name="skipUnsupported">Whether what cannot be enforced is a warning and not a fault.</param>
    /// <returns>Null when a fault refuses it.</returns>
    public static ApiModel? Read(DocumentNode root, DocumentFaults faults, bool skipUnsupported)
    {
        if (root.Kind is not NodeKind.Map)
        {
            faults.Error(root, "AP0111", "An OpenAPI description is a map with openapi, info and paths");
            return null;
        }

        var version = root["openapi"]?.Text ?? "";
        if (!version.StartsWith("3.0", StringComparison.Ordinal) && !version.StartsWith("3.1", StringComparison.Ordinal))
        {
            faults.Error(root["openapi"] ?? root, "AP0112", root["swagger"] is null ? "'openapi' is 3.0.x or 3.1.x" : "This is Swagger 2.0; only OpenAPI 3.0 and 3.1 are read", "converters to OpenAPI 3 exist for every language");
            return null;
        }

        var references = new References(root, faults);
        var schemas = new SchemaCompiler(references, faults, version.StartsWith("3.0", StringComparison.Ordinal), skipUnsupported);
        return Read(new ReaderContext(root, references, schemas, faults), version);
    }

    private static ApiModel? Read(ReaderContext context, string version)
    {
        context.WarnOfOthers(context.Root, Fields, "an OpenAPI description");
        var bases = ServerReader.Bases(context, context.Root);
        var paths = new PathsReader(context);
        if (context.MapOf(context.Root, "paths") is { } node) paths.Read(node);
        else context.Faults.Error(context.Root, "AP0113", "There is no 'paths'");

        // Schemas that nothing uses are checked, too: the author wants to know.
        foreach (var (_, schema) in context.Root["components"]?["schemas"]?.Members ?? []) context.Schemas.Of(schema);
        context.Schemas.Finish();
        if (context.Faults.HasErrors) return null;

        var tree = new PathTree();
        var operations = paths.Finish(tree);
        return context.Faults.HasErrors ? null : new ApiModel(context.Root["info"]?["title"]?.Text ?? "", version, bases, operations, tree);
    }
}
