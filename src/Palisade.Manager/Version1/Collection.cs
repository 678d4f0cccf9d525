using Palisade.Configuration.Documents;
using Palisade.Configuration.Objects;
using Palisade.Storage.Changes;
using static Palisade.Manager.Version1.V1Json;

namespace Palisade.Manager.Version1;

/// <summary>Named things that are kept as they are written, at <c>PATH</c> and <c>PATH/{name}</c>.</summary>
/// <param name="Path">Where they are; also their type.</param>
/// <param name="What">What one is, in an error.</param>
/// <param name="Member">Under what the list of names is told; null for a bare list.</param>
/// <param name="Body">What one looks like.</param>
internal sealed record Collection(string Path, string What, string? Member, Shape Body)
{
    private const string Base = "conf/";

    /// <summary>What a new one has besides what is said.</summary>
    public Node Usual { get; init; } = Node.EmptyMap;

    /// <summary>The type of its documents.</summary>
    public string Type => Path[Base.Length..];

    /// <summary>What the list of names looks like.</summary>
    public Shape Names => Shape.Parse(Member is null ? "[s]" : $"{{{Member}:[s]}}");

    /// <summary>The routes.</summary>
    public IEnumerable<V1Route> All => [new("GET", Path, ListAsync) { Answer = Names }, .. Single];

    /// <summary>The routes of single ones.</summary>
    public IEnumerable<V1Route> Single =>
    [
        new("GET", Path + "/{name}", ReadAsync) { Answer = Body },
        new("POST", Path + "/{name}", c => MakeAsync(c, c.Names[0])) { Body = Body },
        new("PUT", Path + "/{name}", ChangeAsync) { Body = Body },
        new("DELETE", Path + "/{name}", DeleteAsync),
    ];

    /// <summary>Tells the names.</summary>
    public async Task<Node?> ListAsync(V1Call call)
    {
        var names = Texts((await Documents.AllAsync(call, Type)).Select(V1Names.TitleOf));
        return Member is null ? names : Map((Member, names));
    }

    /// <summary>Makes one.</summary>
    public async Task<Node?> MakeAsync(V1Call call, string title)
    {
        V1Names.Checked(title);
        if (await Documents.TryFindAsync(call, Type, title) is not null) throw V1Refused.Exists(What, title);
        await call.ApplyAsync(ObjectChange.Create(await Documents.NewAsync(call, Type, title, Documents.Merged(Usual, call.Body))));
        return null;
    }

    /// <summary>Takes one out.</summary>
    public async Task<Node?> DeleteAsync(V1Call call)
    {
        var document = await FindAsync(call, call.Names[0]);
        await call.ApplyAsync(ObjectChange.Delete(document.Key.Local, document.Version));
        return null;
    }

    /// <summary>One that has to be there.</summary>
    public Task<ObjectRecord> FindAsync(V1Call call, string title) => Documents.FindAsync(call, Type, title, What);

    /// <summary>Changes what is written in one.</summary>
    public async Task ChangeAsync(V1Call call, string title, Func<Node, Node> change)
    {
        var document = await FindAsync(call, title);
        var draft = document.ToDraft();
        await call.ApplyAsync(ObjectChange.Replace(Documents.With(draft, change(Documents.BodyOf(draft))), document.Version));
    }

    private async Task<Node?> ReadAsync(V1Call call) => Documents.BodyOf(await FindAsync(call, call.Names[0]));

    private async Task<Node?> ChangeAsync(V1Call call)
    {
        await ChangeAsync(call, call.Names[0], known => Documents.Merged(known, call.Body));
        return null;
    }
}
