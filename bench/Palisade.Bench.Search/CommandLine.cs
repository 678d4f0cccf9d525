using System.CommandLine;
using System.Globalization;
using Palisade.Bench.Search.Hunting;
using Palisade.Bench.Search.Inputs;
using Palisade.Bench.Search.Measuring;

namespace Palisade.Bench.Search;

/// <summary>The command line.</summary>
internal static class CommandLine
{
    private const double Floor = 20;
    private const string About = "Searches requests whose bytes cost the engine most, against benign text of the same size and shape, with the Core Rule Set at paranoia level 1.";

    private static readonly Option<double> Minutes = new("--minutes") { HelpName = "N", Description = "How long to search.", DefaultValueFactory = _ => 2 };
    private static readonly Option<int> Seed = new("--seed") { HelpName = "S", Description = "Where the search starts.", DefaultValueFactory = _ => 1 };
    private static readonly Option<int> Bytes = new("--bytes") { HelpName = "N", Description = "The most bytes of values in a request.", DefaultValueFactory = _ => 128 * 1024 };
    private static readonly Option<bool> SizeOnly = new("--size-only") { Description = "Compare with a benign form of few values, whatever the shape: shows what many arguments or deep documents cost by themselves." };
    private static readonly Option<bool> Named = new("--named") { Description = "Measure inputs that one thinks of first, and no others: many arguments, deep JSON, one character, texts of rules, random bytes." };
    private static readonly Option<string?> Rules = new("--rules") { HelpName = "DIR", Description = "A Core Rule Set checkout. [default: ../shared/crs beside the project]" };
    private static readonly Option<string?> Out = new("--out") { HelpName = "FILE", Description = "Where the worst request is written. [default: artifacts/search/worst-S.http]" };
    private static readonly Option<bool> Require = new("--require") { Description = $"End with 1 when the worst is more than {Floor} times as dear." };

    /// <summary>Understands and runs it.</summary>
    /// <returns>The exit code: 0 searched, 1 the floor was missed and --require was given.</returns>
    public static int Run(string[] args)
    {
        var root = new RootCommand(About) { Minutes, Seed, Bytes, SizeOnly, Named, Rules, Out, Require };
        root.SetAction(Run);
        return root.Parse(args).Invoke();
    }

    private static int Run(ParseResult parsed)
    {
        var crs = parsed.GetValue(Rules) ?? Path.Combine(Project(), "..", "shared", "crs");
        var seed = parsed.GetValue(Seed);
        var random = new Random(seed);
        var (food, scales) = (new Food(crs), new Scales(new Inspection(crs), parsed.GetValue(SizeOnly)));
        if (parsed.GetValue(Named)) return Survey(new Families(food, parsed.GetValue(Bytes)), scales) > Floor && parsed.GetValue(Require) ? 1 : 0;
        var hunt = new Hunt(scales, new Variation(food, random, parsed.GetValue(Bytes)), random);

        var worst = hunt.Run(TimeSpan.FromMinutes(parsed.GetValue(Minutes)), price => Console.WriteLine($"found {Line(price)}"));

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\n{hunt.Weighed} requests measured, seed {seed}; the worst, measured again:"));
        foreach (var price in worst) Console.WriteLine(Line(price));
        var file = parsed.GetValue(Out) ?? Path.Combine(Project(), "artifacts", "search", string.Create(CultureInfo.InvariantCulture, $"worst-{seed}.http"));
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        File.WriteAllBytes(file, Input.Of(worst[0].Recipe).ToHttp());
        Console.WriteLine($"the worst is in {file}");
        return parsed.GetValue(Require) && worst[0].Ratio > Floor ? 1 : 0;
    }

    // Gives the highest ratio.
    private static double Survey(Families families, Scales scales)
    {
        var highest = 0.0;
        foreach (var (name, recipes) in families.All())
        {
            var worst = Hunt.WorstOf(recipes, scales);
            highest = Math.Max(highest, worst.Ratio);
            Console.WriteLine($"{name,-24} {Line(worst)}");
        }

        return highest;
    }

    private static string Line(Price price) => string.Create(
        CultureInfo.InvariantCulture, $"{price.Ratio,7:0.0} x {price.NanosecondsPerByte,9:0.0} ns per byte against {price.Benign:0.0}: {price.Recipe}");

    private static string Project()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "Palisade.slnx"))) return at.FullName;
        }

        throw new InvalidOperationException("The project was not found above this program; start it with bench/search.");
    }
}
