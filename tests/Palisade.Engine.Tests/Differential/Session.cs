using System.Net;
using System.Text;
using Palisade.Engine.Compilation;
using Palisade.Engine.Programs;
using Palisade.Engine.Rules;
using Palisade.Engine.Values;
using Palisade.SecLang;

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
internal sealed record Session(IReadOnlyList<IReadOnlyList<string>> RuleSets, IReadOnlyList<ExchangePlan> Exchanges, int Order, bool Hops)
{
    // Some patterns that are made up never end.
    private static readonly TimeSpan PatternTimeLimit = TimeSpan.FromMilliseconds(200);

    private static readonly string[] Kinds = ["IP", "GLOBAL", "SESSION", "USER", "RESOURCE"];

    public static Session Generate(int seed)
    {
        var dice = new Dice(seed);
        var rules = new RuleGenerator(dice);
        var requests = new RequestGenerator(dice);
        var sets = dice.Some(1, 3, () => (IReadOnlyList<string>)[.. rules.RuleSet().Where(IsValid)]);
        var exchanges = dice.Some(4, 8, () => requests.Exchange(dice.Next(sets.Count)));
        return new(sets, exchanges, dice.Percent(50) ? dice.Between(1, 1000) : 0, dice.Percent(4));
    }

    /// <summary>Runs all exchanges and says the first difference, or null.</summary>
    public string? Run(SessionFigures? seen = null)
    {
        var figures = seen ?? new();
        var sets = RuleSets.Select(Compile).ToList();
        if (sets.Contains(null)) return null;
        var clock = new StillClock();
        var stores = new StorePair(clock);
        var difference = Order == 0 ? RunInTurn(sets!, stores, clock, figures) : RunInterleaved(sets!, stores, figures);
        return difference ?? (figures.Inconclusive > 0 ? null : Difference(stores));
    }

    public override string ToString()
    {
        var text = new StringBuilder();
        for (var i = 0; i < RuleSets.Count; i++) text.Append($"# rule set {i}\n{string.Join('\n', RuleSets[i])}\n");
        foreach (var exchange in Exchanges) text.Append($"# {exchange}\n");
        return text.Append($"# order {Order}, hops {Hops}").ToString();
    }

    private string? RunInTurn(List<RuleSet> sets, StorePair stores, StillClock clock, SessionFigures figures)
    {
        foreach (var plan in Exchanges)
        {
            clock.Now += TimeSpan.FromSeconds(plan.SecondsBefore);
            using var run = new Lockstep(sets[plan.RuleSet], plan.Build(), stores, plan.KeepSilent);
            while (!run.IsOver) Step(run);
            Note(figures, run);
            if (run.IsInconclusive) return null;
            if (run.Difference is { } difference) return $"exchange {plan}\n{difference}";
        }

        return null;
    }

    private string? RunInterleaved(List<RuleSet> sets, StorePair stores, SessionFigures figures)
    {
        var order = new Dice(Order);
        var runs = Exchanges.Select(plan => new Lockstep(sets[plan.RuleSet], plan.Build(), stores, plan.KeepSilent)).ToList();
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
        var parsed = SecLangParser.Parse("generated.conf", string.Join('\n', texts) + "\n");
        return parsed.Succeeded ? RuleCompiler.Compile(parsed.Directives, new CompileOptions { Operators = new() { PatternTimeLimit = PatternTimeLimit } }).Rules : null;
    }
}
