using Palisade.Configuration.Documents;
using Palisade.Configuration.Objects;
using Palisade.Configuration.Objects.Metadata;
using Palisade.Configuration.Objects.Naming;
using Palisade.Configuration.Policies;
using Palisade.Storage;
using Palisade.Storage.Objects;

namespace Palisade.Manager.Version1;

/// <summary>Finds objects by the names that the v1 interface calls them: any text, kept beside the object's own name.</summary>
internal static class V1Names
{
    /// <summary>The site that is always there: the namespace of that name.</summary>
    public const string DefaultSite = "Default Site";

    /// <summary>Longest name, in characters.</summary>
    public const int Longest = 200;

    // An annotation of ours.
    private const string Title = "palisade.internal/title";

    /// <summary>What an object is called there.</summary>
    public static string TitleOf(ObjectRecord record) => record.Metadata.Annotations.GetValueOrDefault(Title) ?? record.Key.Local.Name;

    /// <summary>What an object is called there.</summary>
    public static string TitleOf(ObjectDraft draft) => draft.Metadata.Annotations.GetValueOrDefault(Title) ?? draft.Key.Local.Name;

    /// <summary>What is said of an object so that it is called so.</summary>
    public static Annotated Called(Annotated metadata, string title) => metadata with { Annotations = new Dictionary<string, string>(metadata.Annotations, StringComparer.Ordinal) { [Title] = title } };

    /// <summary>A note beside an object, as JSON; null when there is none.</summary>
    public static Node? Note(Annotated metadata, string name) => metadata.Annotations.TryGetValue(name, out var text) ? JsonText.Read(System.Text.Encoding.UTF8.GetBytes(text)).Root : null;

    /// <summary>The same object with another note.</summary>
    public static Annotated Noted(Annotated metadata, string name, Node note) => metadata with { Annotations = new Dictionary<string, string>(metadata.Annotations, StringComparer.Ordinal) { [name] = CanonicalJson.WriteText(note) } };

    /// <summary>Refuses what cannot be a name.</summary>
    public static string Checked(string title) =>
        title.Trim().Length > 0 && title.Length <= Longest && !title.Any(char.IsControl) ? title : throw V1Refused.Invalid($"A name has 1 to {Longest} characters, none of them a control character.");

    /// <summary>Every object of a kind, or of all kinds, in a namespace, or in all.</summary>
    public static async Task<IReadOnlyList<ObjectRecord>> AllAsync(TenantStore store, string? kind, string? space, CancellationToken stop, LabelSelector? labels = null)
    {
        var found = new List<ObjectRecord>();
        string? next = null;
        do
        {
            var page = await store.ListAsync(new ObjectQuery { Kind = kind, Namespace = space, Labels = labels, Limit = ObjectQuery.MostObjects, Continue = next }, stop);
            found.AddRange(page.Objects);
            next = page.Continue;
        }
        while (next is not null);
        return found;
    }

    /// <summary>The object of a kind that is called so; null when there is none.</summary>
    public static async Task<ObjectRecord?> FindAsync(TenantStore store, string kind, string space, string title, CancellationToken stop) =>
        (await AllAsync(store, kind, space, stop)).FirstOrDefault(o => TitleOf(o) == title);

    /// <summary>A name for a new object: as it is called, or, where that name is taken, with a number.</summary>
    public static async Task<string> FreeAsync(TenantStore store, string kind, string space, string wanted, CancellationToken stop)
    {
        var taken = (await AllAsync(store, kind, space, stop)).Select(o => o.Key.Local.Name).ToHashSet(StringComparer.Ordinal);
        if (kind == ObjectKinds.Namespace) taken.Add(ObjectNames.DefaultNamespace);
        for (var i = 1; ; i++)
        {
            var name = i == 1 ? wanted : $"{wanted}-{i}";
            if (!taken.Contains(name)) return name;
        }
    }

    /// <summary>A draft of a new object.</summary>
    public static ObjectDraft Draft(TenantStore store, string kind, string space, string name, string title, Node spec) =>
        new(new(store.Name, new(kind, space, name)), Called(new(), title), spec);
}
