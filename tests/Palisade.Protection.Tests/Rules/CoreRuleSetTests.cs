using System.Net;
using System.Text;
using Palisade.Engine.Http;
using Palisade.Engine.Programs;
using Palisade.Engine.Rules;
using Palisade.Engine.Transactions;
using Palisade.Engine.Values;
using Palisade.SecLang;

namespace Palisade.Protection.Tests.Rules;

public sealed class CoreRuleSetTests
{
    private static readonly Lazy<RuleSet?> Rules = new(() =>
        SharedFolder.Find("crs") is { } folder ? ProtectionBuilder.Build(new() { Folder = folder, Mode = EngineMode.On }).Rules : null);

    [Fact]
    public void It_compiles_without_error_or_warning()
    {
        if (SharedFolder.Find("crs") is not { } folder) return;
        var built = ProtectionBuilder.Build(new() { Folder = folder });
        Assert.Empty(built.Diagnostics.Where(d => d.Severity is DiagnosticSeverity.Error).Select(d => d.ToString()));
        Assert.NotNull(built.Rules);
        Assert.InRange(built.Rules.Rules.Count, 630, 700);
    }

    [Fact]
    public void A_plain_request_passes_with_no_score()
    {
        if (Rules.Value is null) return;
        var tx = Run("/shop/list?page=2&sort=price");
        Assert.Null(tx.Interruption);
        Assert.Equal(0, tx.InboundScore);
    }

    [Theory]
    [InlineData("/?id=1%27%20OR%20%271%27=%271", "942100")]
    [InlineData("/?q=%3Cscript%3Ealert(1)%3C/script%3E", "941100")]
    [InlineData("/?file=../../../../etc/passwd", "930120")]
    [InlineData("/?cmd=;cat%20/etc/passwd", "932160")]
    public void An_attack_is_denied_and_says_by_which_rule(string target, string rule)
    {
        if (Rules.Value is null) return;
        var tx = Run(target);
        Assert.Equal(403, tx.Interruption?.Status);
        Assert.Equal(949110, tx.Interruption?.RuleId);
        Assert.Contains(rule, tx.Findings.Select(f => f.Rule.Id.ToString()));
        Assert.True(tx.InboundScore >= 5);
    }

    private static Transaction Run(string target)
    {
        (string, string)[] headers =
        [
            ("Host", "shop.example"),
            ("User-Agent", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"),
            ("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"),
        ];
        var head = new RequestHead(
            "crs-test",
            DateTimeOffset.UnixEpoch,
            new(IPAddress.Parse("198.51.100.7"), 40000, IPAddress.Loopback, 80),
            Bytes("GET"),
            Bytes(target),
            Bytes("HTTP/1.1"),
            Bytes($"GET {target} HTTP/1.1"),
            [.. headers.Select(h => new HeaderLine(Bytes(h.Item1), Bytes(h.Item2)))]);
        var tx = new Transaction(Rules.Value!, new CollectionStore(TimeProvider.System), head);
        if (tx.RequestHeaders() is null) tx.RequestBody(default, truncated: false);
        tx.Finish();
        return tx;
    }

    private static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);
}
