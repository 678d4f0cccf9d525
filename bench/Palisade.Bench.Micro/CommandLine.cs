using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Palisade.Bench.Micro.Cases;
using Palisade.Bench.Micro.Measuring;

namespace Palisade.Bench.Micro;

/// <summary>The command line.</summary>
internal static class CommandLine
{
    private const string About = "Measures single pieces of Palisade: nanoseconds of processor time and allocated bytes for each operation, the median of 15 batches; of what is kept, the bytes that stay.";

    private static readonly Argument<string[]> Names = new("NAME") { Description = "Only cases whose names begin so.", Arity = ArgumentArity.ZeroOrMore };
    private static readonly Option<string?> Rules = new("--rules") { HelpName = "DIR", Description = "A Core Rule Set checkout. [default: ../shared/crs beside the project]" };
    private static readonly Option<bool> Json = new("--json") { Description = "Print JSON in place of a table." };
    private static readonly Option<bool> Require = new("--require") { Description = "End with 1 when a case allocates or keeps more than it may." };

    /// <summary>Understands and runs it.</summary>
    /// <returns>The exit code: 0 measured, 1 too much was allocated and --require was given.</returns>
    public static int Run(string[] args)
    {
        var root = new RootCommand(About) { Names, Rules, Json, Require };
        root.SetAction(Run);
        return root.Parse(args).Invoke();
    }

    private static int Run(ParseResult parsed)
    {
        var names = parsed.GetValue(Names) ?? [];
        var cases = MicroCaseList.All(parsed.GetValue(Rules) ?? Path.Combine(Project(), "..", "shared", "crs"));
        var results = new List<(MicroCase Case, Cost Cost)>();
        foreach (var one in cases.Where(c => names.Length == 0 || names.Any(n => c.Name.StartsWith(n, StringComparison.Ordinal))))
        {
            results.Add((one, one.Keeps ? Scales.Measure(one.Prepare()) : Stopclock.Measure(one.Prepare())));
            if (!parsed.GetValue(Json)) WriteLine(one, results[^1].Cost);
        }

        if (parsed.GetValue(Json)) Console.WriteLine(JsonSerializer.Serialize(results.Select(r => new { r.Case.Name, r.Case.Title, r.Cost.Nanoseconds, r.Cost.Bytes, r.Case.MostBytes }), JsonSerializerOptions.Web));
        return parsed.GetValue(Require) && results.Exists(r => r.Cost.Bytes > r.Case.MostBytes) ? 1 : 0;
    }

    private static void WriteLine(MicroCase one, Cost cost) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{one.Name,-18}{cost.Nanoseconds,14:#,0} ns{cost.Bytes,12:#,0} B   {one.Title}{(one.MostBytes is { } most ? $" (at most {most:0} B)" : "")}"));

    private static string Project()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "Palisade.slnx"))) return at.FullName;
        }

        throw new InvalidOperationException("The project was not found above this program; start it with bench/micro.");
    }
}
