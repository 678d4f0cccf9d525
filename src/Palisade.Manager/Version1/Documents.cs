using Palisade.Configuration.Documents;
using Palisade.Configuration.Objects;
using Palisade.Configuration.Objects.Naming;
using Palisade.Configuration.Policies;

using static Palisade.Manager.Version1.V1Json;

namespace Palisade.Manager.Version1;

/// <summary>
/// What is kept as it was written, as objects of the kind <c>v1_document</c> in the namespace that is always there: none of it is of a site. Passwords are neither kept nor told:
/// nothing here would use them.
/// </summary>
internal static class Documents
{
    // By this label the documents of a type are found.
    private const string Label = "palisade.internal/v1-type";

    private static readonly HashSet<string> Secrets = new(["password", "authenticationKeyPassphrase", "secretAccessKey", "secondaryPassword"], StringComparer.OrdinalIgnoreCase);

    /// <summary>All of a type.</summary>
    public static Task<IReadOnlyList<ObjectRecord>> AllAsync(V1Call call, string type)
    {
        call.Require(Access.Permission.Read, ObjectNames.DefaultNamespace);
        return KnownAsync(call, type);
    }

    /// <summary>All of a type, whoever asks: for what follows from them elsewhere.</summary>
    public static Task<IReadOnlyList<ObjectRecord>> KnownAsync(V1Call call, string type) =>
        V1Names.AllAsync(call.Store, ObjectKinds.V1Document, ObjectNames.DefaultNamespace, call.Stop, LabelSelector.Parse($"{Label}={Mark(type)}").Selector!);

    /// <summary>One of a type, by what it is called; null when there is none.</summary>
    public static async Task<ObjectRecord?> TryFindAsync(V1Call call, string type, string title) => (await AllAsync(call, type)).FirstOrDefault(o => V1Names.TitleOf(o) == title);

    /// <summary>The same, where it has to be there.</summary>
    public static async Task<ObjectRecord> FindAsync(V1Call call, string type, string title, string what) => await TryFindAsync(call, type, title) ?? throw V1Refused.Missing(what, title);

    /// <summary>What was written.</summary>
    public static Node BodyOf(ObjectDraft document) => document.Spec["body"] ?? Node.EmptyMap;

    /// <summary>What was written.</summary>
    public static Node BodyOf(ObjectRecord document) => document.ReadSpec()["body"] ?? Node.EmptyMap;

    /// <summary>Which collection it is of.</summary>
    public static string TypeOf(ObjectDraft document) => document.Spec["type"]?.Value ?? "";

    /// <summary>A new one.</summary>
    public static async Task<ObjectDraft> NewAsync(V1Call call, string type, string title, Node body)
    {
        var name = await V1Names.FreeAsync(call.Store, ObjectKinds.V1Document, ObjectNames.DefaultNamespace, $"{V1Call.Slug(type)}.{V1Call.Slug(title)}", call.Stop);
        var draft = V1Names.Draft(call.Store, ObjectKinds.V1Document, ObjectNames.DefaultNamespace, name, title, Map(("type", Node.OfText(type)), ("body", WithoutSecrets(body))));
        return draft with { Metadata = draft.Metadata with { Labels = new Dictionary<string, string>(StringComparer.Ordinal) { [Label] = Mark(type) } } };
    }

    /// <summary>One with another body.</summary>
    public static ObjectDraft With(ObjectDraft document, Node body) => document with { Spec = document.Spec.With("body", WithoutSecrets(body)) };

    /// <summary>What is there, changed by what is given: a member that is nothing is taken out.</summary>
    public static Node Merged(Node known, Node given) => given.Members.Aggregate(known, (now, m) => m.Value.Kind is NodeKind.Nothing ? now.Without(m.Key) : now.With(m.Key, m.Value));

    /// <summary>
    /// A list after an edit. Items that say <c>operation</c> are edits of it: added, put in the place of the one that <paramref name="same"/> finds, or taken out. Without any, the
    /// items are the list.
    /// </summary>
    public static IReadOnlyList<Node> Edited(IReadOnlyList<Node> known, IReadOnlyList<Node> items, Func<Node, Node, bool> same)
    {
        if (!items.Any(i => i["operation"] is not null)) return items;
        var all = known.ToList();
        foreach (var item in items)
        {
            var plain = item.Without("operation");
            var at = all.FindIndex(k => same(k, plain));
            if (item["operation"]?.Value is "remove")
            {
                if (at >= 0) all.RemoveAt(at);
            }
            else if (at >= 0) all[at] = plain;
            else all.Add(plain);
        }

        return all;
    }

    /// <summary>The same without the values of passwords, however deep.</summary>
    public static Node WithoutSecrets(Node node) => node.Kind switch
    {
        NodeKind.Map => Node.OfMap(node.Members.Where(m => !Secrets.Contains(m.Key)).Select(m => KeyValuePair.Create(m.Key, WithoutSecrets(m.Value)))),
        NodeKind.List => Node.OfList([.. node.Items.Select(WithoutSecrets)]),
        _ => node,
    };

    // Types are paths; labels have no slashes.
    private static string Mark(string type) => type.Replace('/', '.');
}
