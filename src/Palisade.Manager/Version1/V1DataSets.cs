using System.Globalization;
using Palisade.Configuration.Documents;
using static Palisade.Manager.Version1.V1Json;

namespace Palisade.Manager.Version1;

/// <summary>Tables of records that policies look things up in. Kept.</summary>
internal static class V1DataSets
{
    private const string DataSet = "conf/dataSets/{name}";
    private const int MostRecords = 50_000;

    private static readonly Collection Kept = new("conf/dataSets", "data set", null, Shape.Parse("{dataset-name:s, columns:[{name:s, key:b}], number-of-columns:i}"));

    private static readonly Shape Records = Shape.Parse("{action:s(add|delete), records:[{*:o}]}");

    /// <summary>The routes.</summary>
    public static IEnumerable<V1Route> All =>
    [
        new("GET", "conf/dataSets", Kept.ListAsync) { Answer = Kept.Names },
        new("POST", "conf/dataSets/createDataset", c => Kept.MakeAsync(c, c.Text("dataset-name") ?? throw V1Refused.Invalid("'dataset-name' is missing."))) { Body = Kept.Body, Query = ["caseSensitive"] },
        new("GET", DataSet + "/columns", ColumnsAsync) { Answer = Kept.Body },
        new("GET", DataSet + "/data", DataAsync) { Answer = Shape.Parse("{dataset-name:s, number-of-records:i, records:[{*:o}]}"), Query = ["from", "to"] },
        new("POST", DataSet + "/data", c => ChangeAsync(c, (known, given, _) => [.. known, .. given])) { Body = Records },
        new("PUT", DataSet + "/data", PutAsync) { Body = Records, Query = ["overwrite"] },
        new("DELETE", DataSet + "/data", c => ChangeAsync(c, (_, _, _) => [])),
        new("POST", DataSet + "/deleteDataset", Kept.DeleteAsync),
    ];

    private static async Task<Node?> ColumnsAsync(V1Call call)
    {
        var columns = Documents.BodyOf(await Kept.FindAsync(call, call.Names[0]))["columns"] ?? Node.OfList([]);
        return Map(("dataset-name", Node.OfText(call.Names[0])), ("columns", columns), ("number-of-columns", Count(columns.Items)));
    }

    private static async Task<Node?> DataAsync(V1Call call)
    {
        var all = Documents.BodyOf(await Kept.FindAsync(call, call.Names[0]))["records"]?.Items ?? [];
        var (from, to) = (Asked(call, "from", 0), Asked(call, "to", all.Count));
        return Map(("dataset-name", Node.OfText(call.Names[0])), ("number-of-records", Count(all)), ("records", Node.OfList([.. all.Take(to).Skip(from)])));
    }

    private static int Asked(V1Call call, string name, int usual) => call.Http.Request.Query[name].ToString() is { Length: > 0 } text ? Number(text, name, 0, int.MaxValue) : usual;

    private static Task<Node?> PutAsync(V1Call call) => ChangeAsync(call, (known, given, columns) =>
    {
        var keys = columns.Where(c => c["key"]?.Value is "true").Select(c => c["name"]?.Value ?? "").ToList();
        bool Same(Node a, Node b) => keys.Count == 0 ? CanonicalJson.AreEqual(a, b) : keys.TrueForAll(k => a[k]?.Value == b[k]?.Value);
        var overwrite = call.Http.Request.Query["overwrite"].ToString().Equals("true", StringComparison.OrdinalIgnoreCase);
        var rest = overwrite ? [] : known.Where(k => !given.Any(g => Same(k, g)));
        return call.Text("action") is "delete" ? [.. rest] : [.. rest, .. given];
    });

    private static async Task<Node?> ChangeAsync(V1Call call, Func<IReadOnlyList<Node>, IReadOnlyList<Node>, IReadOnlyList<Node>, IReadOnlyList<Node>> change)
    {
        var given = call.Body["records"]?.Items ?? [];
        await Kept.ChangeAsync(call, call.Names[0], body =>
        {
            var records = change(body["records"]?.Items ?? [], given, body["columns"]?.Items ?? []);
            return records.Count <= MostRecords ? body.With("records", Node.OfList(records)) : throw V1Refused.Invalid($"'records' would have {records.Count}; {MostRecords} are taken.");
        });
        return null;
    }

    private static Node Count(IReadOnlyCollection<Node> all) => Node.OfNumber(all.Count.ToString(CultureInfo.InvariantCulture));
}
