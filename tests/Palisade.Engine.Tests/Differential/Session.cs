using System.Net;
using System.Text;
using Palisade.Engine.Compilation;
using Palisade.Engine.Programs;
using Palisade.Engine.Rules;
using Palisade.Engine.Values;
using Palisade.SecLang;
using Palisade.SecLang.Syntax;

namespace Palisade.Engine.Tests.Differential;

/// <summary>What was seen, for the figures.</summary>
internal sealed class SessionFigures
{
    public int Pairs { get; set; }

    /// <summary>Pairs that were not compared to their end (<see cref="Lockstep.IsInconclusive"/>).</summary>
    public int Inconclusive { get; set; }

    public int RulesEvaluated { get; set; }

    public int RulesMatched { get; set; }
}

/// <summary>Rule sets, and exchanges through them: one after the other, or all at once, a phase of one and then a phase of another.</summary>
/// <param name="RuleSets">Each a list of directives.</param>
/// <param name="Order">0: one after the other; otherwise the seed of the order of phases.</param>
/// <param name="Hops">Whether each phase runs on some other thread.</param>
/// <param name="Shares">
/// Whether the first rule set is the basis of the others: each of those is the first between the halves of its own directives, compiled upon the first for the
/// engine, and from scratch for the reference.
/// </param>
internal sealed record Session(IReadOnlyList<IReadOnlyList<string>> RuleSets, IReadOnlyList<ExchangePlan> Exchanges, int Order, bool Hops, bool Shares)
{
    // Some patterns that are made up never end.
    private static readonly TimeSpan PatternTimeLimit = TimeSpan.FromMilliseconds(200);

    private static readonly CompileOptions Options = new() { Operators = new() { PatternTimeLimit = PatternTimeLimit } };

    private static readonly string[] Kinds = ["IP", "GLOBAL", "SESSION", "USER", "RESOURCE"];

    public static Session Generate(int seed)
    {
        var dice = new Dice(seed);
        var rules = new RuleGenerator(dice);
        var requests = new RequestGenerator(dice);
        var sets = dice.Some(1, 3, () => (IReadOnlyList<string>)[.. rules.RuleSet().Where(IsValid)]);
        var exchanges = dice.Some(4, 8, () => requests.Exchange(dice.Next(sets.Count)));
        return new(sets, exchanges, dice.Percent(50) ? dice.Between(1, 1000) : 0, dice.Percent(4), dice.Percent(50));
    }

    /// <summary>Runs all exchanges and says the first difference, or null.</summary>
    public string? Run(SessionFigures? seen = null)
    {
        var figures = seen ?? new();
        var sets = Shares ? CompileShared() : [.. RuleSets.Select(s => (Engine: Compile(s), Plain: (RuleSet?)null))];
        if (sets.Exists(s => s.Engine is null)) return sets.Exists(s => s.Plain is not null) ? "only the rule set without a basis compiles" : null;
        var clock = new StillClock();
        var stores = new StorePair(clock);
        var difference = Order == 0 ? RunInTurn(sets, stores, clock, figures) : RunInterleaved(sets, stores, figures);
        return difference ?? (figures.Inconclusive > 0 ? null : Difference(stores));
    }

    public override string ToString()
    {
        var text = new StringBuilder();
        for (var i = 0; i < RuleSets.Count; i++) text.Append($"# rule set {i}\n{string.Join('\n', RuleSets[i])}\n");
        foreach (var exchange in Exchanges) text.Append($"# {exchange}\n");
        return text.Append($"# order {Order}, hops {Hops}, shares {Shares}").ToString();
    }

    private string? RunInTurn(List<(RuleSet? Engine, RuleSet? Plain)> sets, StorePair stores, StillClock clock, SessionFigures figures)
    {
        foreach (var plan in Exchanges)
        {
            clock.Now += TimeSpan.FromSeconds(plan.SecondsBefore);
            using var run = Start(sets[plan.RuleSet], plan, stores);
            while (!run.IsOver) Step(run);
            Note(figures, run);
            if (run.IsInconclusive) return null;
            if (run.Difference is { } difference) return $"exchange {plan}\n{difference}";
        }

        return null;
    }

    private string? RunInterleaved(List<(RuleSet? Engine, RuleSet? Plain)> sets, StorePair stores, SessionFigures figures)
    {
        var order = new Dice(Order);
        var runs = Exchanges.Select(plan => Start(sets[plan.RuleSet], plan, stores)).ToList();
        try
        {
            while (runs.Where(r => !r.IsOver).ToList() is { Count: > 0 } open) Step(open[order.Next(open.Count)]);
            foreach (var run in runs) Note(figures, run);
            return figures.Inconclusive > 0 ? null : runs.Select(r => r.Difference).FirstOrDefault(d => d is not null);
        }
        finally
        {
            foreach (var run in runs) run.Dispose();
        }
    }

    private static Lockstep Start((RuleSet? Engine, RuleSet? Plain) rules, ExchangePlan plan, StorePair stores) =>
        new(rules.Engine!, plan.Build(), stores, plan.KeepSilent, rules.Plain);

    private void Step(Lockstep run)
    {
        if (!Hops)
        {
            run.Step();
            return;
        }

        var thread = new Thread(run.Step);
        thread.Start();
        thread.Join();
    }

    private static void Note(SessionFigures figures, Lockstep run)
    {
        figures.Pairs++;
        if (run.IsInconclusive) figures.Inconclusive++;
        figures.RulesEvaluated += run.Reference.RulesEvaluated;
        figures.RulesMatched += run.Reference.RulesMatched;
    }

    /// <summary>The stores hold the same: their number, and those with the keys that requests are likely to give.</summary>
    private static string? Difference(StorePair stores)
    {
        if (stores.Engine.Count != stores.Reference.Count) return $"the engine keeps {stores.Engine.Count} collections, the reference {stores.Reference.Count}";
        string[] keys = [$"{IPAddress.Parse("198.51.100.7")}", "global", .. Words.Values, "/", "/a/b", "/index.php"];
        foreach (var (kind, key) in Kinds.SelectMany(kind => keys.Select(key => (kind, key))))
        {
            var (engine, reference) = (Show(stores.Engine, kind, key), Show(stores.Reference, kind, key));
            if (engine != reference) return $"{kind} of {key}:\n  engine:    {engine}\n  reference: {reference}";
        }

        return null;
    }

    private static string Show(CollectionStore store, string kind, string key) => string.Join(
        "; ", store.Open(kind, "default", Exchange.Bytes(key), TimeSpan.FromHours(1)).All().Select(v => $"{Encoding.Latin1.GetString(v.Key.Span)}={Encoding.Latin1.GetString(v.Value.Span)}"));

    private static bool IsValid(string directive) => Compile([directive]) is not null;

    private static RuleSet? Compile(IReadOnlyList<string> texts)
    {
        var parsed = Parse(texts);
        return parsed.Succeeded ? RuleCompiler.Compile(parsed.Directives, Options).Rules : null;
    }

    private List<(RuleSet? Engine, RuleSet? Plain)> CompileShared()
    {
        var shared = Parse(RuleSets[0]);
        var basis = shared.Succeeded ? RuleCompiler.CompileBasis(shared.Directives, Options).Basis : null;
        return [(basis?.Rules, null), .. basis is null ? [] : RuleSets.Skip(1).Select(own => CompileUpon(basis, shared.Directives, own))];
    }

    private (RuleSet? Engine, RuleSet? Plain) CompileUpon(RuleBasis basis, IReadOnlyList<Directive> shared, IReadOnlyList<string> own)
    {
        var (before, after) = (Parse([.. own.Take(own.Count / 2)]), Parse([.. own.Skip(own.Count / 2)]));
        if (!before.Succeeded || !after.Succeeded) return (null, null);
        var (rules, faults) = RuleCompiler.Compile([.. before.Directives, .. shared, .. after.Directives], Options, basis);
        var (plain, plainFaults) = RuleCompiler.Compile([.. before.Directives, .. Parse(RuleSets[0]).Directives, .. after.Directives], Options);
        return faults.ToHashSet().SetEquals(plainFaults) ? (rules, plain) : (null, plain);
    }

    private static ParseResult Parse(IReadOnlyList<string> texts) => SecLangParser.Parse("generated.conf", string.Join('\n', texts) + "\n");
}
