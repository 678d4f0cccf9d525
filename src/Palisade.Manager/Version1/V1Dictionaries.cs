using Palisade.Configuration.Documents;
using Palisade.Configuration.Objects;
using static Palisade.Manager.Version1.V1Json;

namespace Palisade.Manager.Version1;

/// <summary>Dictionaries of signatures, and signatures of one's own in them. Kept.</summary>
internal static class V1Dictionaries
{
    private const string Groups = "conf/globalObjects/dictionaryGroups";
    private const string UserDefined = "User Defined";
    private const string Attack = "{summary:s, className:s, complexity:s, risk:s, details:s, affectedSystems:s, cert:s, cve:s, bugTraq:s, snortId:s, exploitValue:s, accuracy:s, falsePositive:s, falseNegative:s, additionalInfo:s}";

    private static readonly Collection Kept = new("conf/dictionaries", "dictionary", null, Shape.Parse("{name:s, category:s, description:s, type:s, signatures:[s]}")) { Usual = Map(("signatures", Node.OfList([]))) };

    private static readonly Shape Signature = Shape.Parse($"{{pattern:s, applyTo:s, protocols:[s], searchIn:[s], lastUpdateDate:s, status:s, attackDto:{Attack}}}");

    private static readonly Shape Grouped = Shape.Parse("{dictionaries:{*:[s]}}");

    /// <summary>The routes.</summary>
    public static IEnumerable<V1Route> All =>
    [
        new("GET", "conf/dictionaries", ListAsync) { Answer = Grouped },
        new("GET", "conf/dictionaries/{group}/{name}", c => ReadAsync(c, c.Names[1])) { Answer = Kept.Body },
        new("POST", "conf/dictionaries/{name}", c => Kept.MakeAsync(c, c.Names[0])) { Body = Kept.Body },
        new("DELETE", "conf/dictionaries/{name}", Kept.DeleteAsync),
        new("GET", Groups, ListAsync) { Answer = Grouped },
        new("POST", Groups, c => PutAsync(c, replace: false)) { Body = Kept.Body, Answer = Kept.Body },
        new("PUT", Groups, c => PutAsync(c, replace: true)) { Body = Kept.Body, Answer = Kept.Body },
        new("GET", Groups + "/{name}", c => ReadAsync(c, c.Names[0])) { Answer = Kept.Body },
        new("DELETE", Groups + "/{name}", Kept.DeleteAsync),
        new("GET", "conf/signatures/{group}/{dictionary}/{name}", async c => Find(await Kept.FindAsync(c, c.Names[1]), c.Names[2])) { Answer = Signature },
        new("PUT", "conf/signatures/{group}/{dictionary}/{name}", c => ChangeAsync(c, c.Names[1], c.Names[2], known => Documents.Merged(known ?? throw V1Refused.Missing("signature", c.Names[2]), c.Body))) { Body = Signature },
        new("POST", "conf/signatures/{dictionary}/{name}", c => ChangeAsync(c, c.Names[0], V1Names.Checked(c.Names[1]), known => known is null ? c.Body : throw V1Refused.Exists("signature", c.Names[1]))) { Body = Signature },
        new("DELETE", "conf/signatures/{dictionary}/{name}", c => ChangeAsync(c, c.Names[0], c.Names[1], known => known is null ? throw V1Refused.Missing("signature", c.Names[1]) : null)),
    ];

    private static async Task<Node?> ListAsync(V1Call call) =>
        Map(("dictionaries", Map((await Documents.AllAsync(call, Kept.Type)).GroupBy(d => CategoryOf(Documents.BodyOf(d)), StringComparer.Ordinal).Select(g => (g.Key, Texts(g.Select(V1Names.TitleOf)))))));

    private static string CategoryOf(Node body) => body["category"]?.Value is { Length: > 0 } given ? given : UserDefined;

    private static async Task<Node?> ReadAsync(V1Call call, string name) => Told(await Kept.FindAsync(call, name));

    private static Node Told(ObjectRecord dictionary) => Documents.BodyOf(dictionary).Without("texts");

    // The body is all that names it: by its name, or by what it is for.
    private static async Task<Node?> PutAsync(V1Call call, bool replace)
    {
        var title = call.Text("name") ?? call.Text("category") ?? throw V1Refused.Invalid("'name' is missing.");
        if (!replace || await Documents.TryFindAsync(call, Kept.Type, title) is null) await Kept.MakeAsync(call, title);
        else await Kept.ChangeAsync(call, title, known => Documents.Merged(known, call.Body));
        return Told(await Kept.FindAsync(call, title));
    }

    // Signatures are in their dictionary: 'signatures' has the names, 'texts' what they are.
    private static Node Find(ObjectRecord dictionary, string name) => Documents.BodyOf(dictionary)["texts"]?[name] ?? throw V1Refused.Missing("signature", name);

    private static async Task<Node?> ChangeAsync(V1Call call, string dictionary, string name, Func<Node?, Node?> change)
    {
        await Kept.ChangeAsync(call, dictionary, body =>
        {
            var texts = body["texts"] ?? Node.EmptyMap;
            var changed = change(texts[name]);
            var names = body["signatures"]?.Items.Select(s => s.Value).Where(s => s != name) ?? [];
            return body.With("texts", changed is null ? texts.Without(name) : texts.With(name, changed)).With("signatures", Texts(changed is null ? names : names.Append(name)));
        });
        return null;
    }
}
