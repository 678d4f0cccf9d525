using System.Collections.Frozen;
using System.Collections.Immutable;
using Palisade.Protection.Apis.Documents;

namespace Palisade.Protection.Apis.OpenApi;

/// <summary>Reads <c>paths</c>. Parameters are made ready only when all schemas are: what they are made of depends on them.</summary>
internal sealed class PathsReader(ReaderContext context)
{
    private static readonly string[] Methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

    private static readonly FrozenSet<string> Fields =
        new[] { "$ref", "summary", "description", "servers", "parameters" }.Concat(Methods).ToFrozenSet(StringComparer.Ordinal);

    private readonly List<(DocumentNode At, string Path, ImmutableArray<PathSegment> Segments, List<OperationDraft> Drafts)> _paths = [];
    private readonly Dictionary<string, DocumentNode> _ids = new(StringComparer.Ordinal);

    /// <summary>Reads every path.</summary>
    public void Read(DocumentNode paths)
    {
        foreach (var (path, node) in paths.Members)
        {
            if (path.StartsWith("x-", StringComparison.Ordinal)) continue;
            if (!path.StartsWith('/')) context.Faults.Error(node, "AP0131", $"The path '{path}' does not start with a slash");
            else if (context.Map(node, "A path") is { } item) Path(path, node, item);
        }
    }

    /// <summary>The operations, put into a tree.</summary>
    public ImmutableArray<Operation> Finish(PathTree tree)
    {
        var all = ImmutableArray.CreateBuilder<Operation>();
        foreach (var (at, path, segments, drafts) in _paths)
        {
            ImmutableArray<Operation> operations = [.. drafts.Select(d => d.Finish())];
            all.AddRange(operations);
            if (!tree.Add(segments, new(path, operations))) context.Faults.Error(at, "AP0132", $"The path '{path}' is there already, with other names for its templates");
        }

        return all.ToImmutable();
    }

    private void Path(string path, DocumentNode at, DocumentNode item)
    {
        context.WarnOfOthers(item, Fields, "a path");
        var segments = ImmutableArray.CreateBuilder<PathSegment>();
        foreach (var text in path[1..].Split('/'))
        {
            if (PathSegment.Of(text) is { } segment) segments.Add(segment);
            else
            {
                context.Faults.Error(at, "AP0133", $"'{text}' cannot be matched: its braces do not fit, or nothing stands between two templates");
                return;
            }
        }

        ImmutableArray<string> names = [.. segments.SelectMany(s => s.Names)];
        if (names.Distinct(StringComparer.Ordinal).Count() != names.Length) context.Faults.Error(at, "AP0134", $"'{path}' has a template twice");

        var shared = context.ListOf(item, "parameters");
        var drafts = new List<OperationDraft>();
        foreach (var method in Methods)
        {
            if (item[method] is not { } node || context.Map(node, "An operation") is not { } operation) continue;
            var draft = new OperationDraft(context, path, method.ToUpperInvariant(), names, operation);
            draft.Read(shared);
            if (!_ids.TryAdd(draft.Id, operation)) context.Faults.Error(operation, "AP0135", $"The operationId '{draft.Id}' is there already", $"in line {_ids[draft.Id].At.Line}");
            drafts.Add(draft);
        }

        _paths.Add((at, path, segments.ToImmutable(), drafts));
    }
}
