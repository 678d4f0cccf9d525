using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Palisade.Configuration.Bots;
using Palisade.Gateway.Accept;
using Palisade.Protection.Bots;

namespace Palisade.Gateway.Filter.Challenges;

/// <summary>Sets puzzles, takes answers, and knows who passed.</summary>
internal sealed class ChallengeGate(TimeProvider clock, ILogger<ChallengeGate> log)
{
    private static readonly ChallengeBrandConfig UsualBrand = new();

    // One for each key file that a policy names, and one in memory.
    private readonly ConcurrentDictionary<string, KeyRing> _rings = new(StringComparer.Ordinal);
    private readonly UsedPuzzles _used = new(clock);

    /// <summary>Whether an exchange brings the answer to a puzzle.</summary>
    public static bool IsAnswer(Exchange exchange) => exchange.Head.Method.Span.SequenceEqual("POST"u8) && ChallengePath.Is(exchange.Head.Target.Span);

    /// <summary>Whether the client has passed and its pass still holds. Allocates nothing.</summary>
    public bool HasPass(Exchange exchange, BotDefense defense) =>
        PassCookie.TryFind(exchange, Ring(defense), ClientOf(exchange, defense), clock.GetUtcNow(), out _);

    /// <summary>The verdict that shows the page.</summary>
    public Verdict Challenge(Exchange exchange, BotDefense defense)
    {
        var config = defense.Config.Challenge;
        var key = Ring(defense).Current(TimeSpan.FromDays(config.KeyDays));
        var puzzle = Puzzle.New(clock.GetUtcNow(), defense.DifficultyFor(exchange.Bot), config.PassMinutes * 60);
        var unsent = exchange.Head.Method.Span.SequenceEqual("POST"u8);
        var page = ChallengePage.Of(defense.Name, config.Brand, puzzle.Write(key, ClientOf(exchange, defense)), puzzle.Word(key), puzzle.Difficulty, TargetOf(exchange, unsent), unsent, exchange.Head.Id);
        return new(VerdictKind.Challenge, config.Status, "challenge", Reply: page);
    }

    /// <summary>The verdict for who cannot run a page.</summary>
    public static Verdict Refuse(Exchange exchange) => new(VerdictKind.Challenge, 403, "challenge_no_page", Reply: ChallengePage.Problem(403, exchange.Head.Id));

    /// <summary>Takes an answer: a cookie and the way back, or a page that says that it was none.</summary>
    public async ValueTask AnswerAsync(Exchange exchange, HttpContext http)
    {
        try
        {
            var form = await ChallengeForm.ReadAsync(http);
            exchange.End(form is null ? Failed(exchange, UsualBrand, "/") : Judge(exchange, form));
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException)
        {
            exchange.End(new(VerdictKind.ClientGone, 499, "client_gone"));
        }
    }

    private Verdict Judge(Exchange exchange, ChallengeForm form)
    {
        var target = SafeTarget.Of(form.Target);
        if (DefenseOf(exchange, form.Policy) is not { } defense) return Failed(exchange, UsualBrand, target);

        var (config, ring) = (defense.Config.Challenge, Ring(defense));
        var client = ClientOf(exchange, defense);
        if (config.RefuseAutomation && form.Automated) return Failed(exchange, config.Brand, target);
        if (form.Automated) exchange.Found(new("bot_defense", defense.Name, null, "The browser that answered the challenge says that a program drives it.") { Severity = 5 });
        // A puzzle's text is all ASCII; other characters only make it wrong.
        if (!Puzzle.TryRead(ring, Encoding.Latin1.GetBytes(form.Puzzle), client, out var puzzle, out var key)) return Failed(exchange, config.Brand, target);
        if (!puzzle.IsSolvedBy(form.Puzzle, puzzle.Word(key), form.Answer) || !_used.TryTake(puzzle)) return Failed(exchange, config.Brand, target);

        var pass = new Pass(clock.GetUtcNow().AddSeconds(puzzle.PassSeconds), form.Automated).Write(ring.Current(TimeSpan.FromDays(config.KeyDays)), client);
        var secure = ClientScheme.IsSecure(exchange) ? "; Secure" : "";
        var cookie = $"{Pass.CookieName}={pass}; Path=/; Max-Age={puzzle.PassSeconds}; HttpOnly; SameSite=Lax{secure}";
        return new(VerdictKind.Answered, 303, "challenge_passed", target, new Reply("", [], new KeyValuePair<string, string>("Set-Cookie", cookie)));
    }

    private static Verdict Failed(Exchange exchange, ChallengeBrandConfig brand, string target) =>
        new(VerdictKind.Challenge, 403, "challenge_failed", Reply: ChallengePage.Failed(brand, target, exchange.Head.Id));

    private static BotDefense? DefenseOf(Exchange exchange, string name)
    {
        foreach (var defense in exchange.Site.BotDefenses)
        {
            if (defense.Name == name) return defense;
        }

        return null;
    }

    private static ChallengedClient ClientOf(Exchange exchange, BotDefense defense) =>
        ChallengedClient.Of(exchange, defense.Config.Challenge.Ipv4Bits, defense.Config.Challenge.Ipv6Bits);

    /// <summary>Where the browser goes afterwards. What a form sent is gone, so back to the form where that is known.</summary>
    private static string TargetOf(Exchange exchange, bool unsent)
    {
        if (!unsent) return SafeTarget.Of(Encoding.Latin1.GetString(exchange.Head.Target.Span));
        var host = HeadValues.First(exchange.Head.Headers, "Host");
        return Uri.TryCreate(HeadValues.First(exchange.Head.Headers, "Referer"), UriKind.Absolute, out var from) && from.Authority == host ? SafeTarget.Of(from.PathAndQuery) : "/";
    }

    private KeyRing Ring(BotDefense defense) => _rings.GetOrAdd(defense.Config.Challenge.KeyFile ?? "", static (file, gate) => new(file.Length is 0 ? null : file, gate.clock, gate.log), (clock, log));
}
