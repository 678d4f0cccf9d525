using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Http;
using Palisade.EndToEnd.Tests.Processes;
using Palisade.EndToEnd.Tests.Servers;

namespace Palisade.EndToEnd.Tests;

/// <summary>A gateway that is killed while it loads policies again starts with what is on the disk, whole, and with the keys of its challenge.</summary>
public sealed class KilledReloadTests
{
    [Fact]
    public async Task What_is_on_the_disk_is_in_force_after_a_kill_in_the_middle_of_a_reload()
    {
        using var folder = new ScratchFolder();
        Directory.CreateDirectory(Path.Combine(folder.Path, "bots"));
        Directory.CreateDirectory(Path.Combine(folder.Path, "rules"));
        folder.Write("rules/rules.conf", "SecRuleEngine On\n");
        Change(folder, 0);
        await using var origin = await Origin.StartAsync(context => context.Response.WriteAsync("hello"));
        string[] args = ["--origin", origin.Url, "--rules", Path.Combine(folder.Path, "rules"), "--policy", Path.Combine(folder.Path, "policy.yaml")];
        string? keys = null;

        for (var round = 1; round <= 4; round++)
        {
            await using (var gateway = await Gateway.StartAsync(args))
            {
                await IsInForceAsync(gateway, round - 1);
                keys ??= File.ReadAllText(Path.Combine(folder.Path, "challenge.keys"));
                Assert.Equal(keys, File.ReadAllText(Path.Combine(folder.Path, "challenge.keys")));

                Change(folder, round);
                gateway.Hangup();
                // From at once to somewhere in the reload; leaving the block is SIGKILL.
                using var client = new HttpClient { BaseAddress = gateway.Url };
                for (var i = 0; i < round * 4; i++) await StatusAsync(client, "/free", "App/1");
            }
        }

        await using (var last = await Gateway.StartAsync(args)) await IsInForceAsync(last, 4);
        Assert.Equal(["blocked.txt", "challenge.keys", "policy.yaml"], Directory.GetFiles(folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));

        // What a writer left half written is told with its place, and nothing serves by half of a policy.
        var text = File.ReadAllText(Path.Combine(folder.Path, "policy.yaml"));
        folder.Write("policy.yaml", text[..text.LastIndexOf("key_file", StringComparison.Ordinal)]);
        var refused = await Command.PalisadeAsync("policy", "check", Path.Combine(folder.Path, "policy.yaml"));
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("policy.yaml", refused.ToString(), StringComparison.Ordinal);
    }

    private static async Task IsInForceAsync(Gateway gateway, int round)
    {
        using var client = new HttpClient { BaseAddress = gateway.Url };
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(client, $"/closed{round}", "App/1"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(client, $"/closed{round + 1}", "App/1"));
        // A tool by the round's name, the challenge, and a limit that counts from nothing.
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(client, "/free", $"Tool{round}Bot/1"));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(client, "/free", "curl/8.5.0", "text/html"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(client, "/limited", "App/1"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(client, "/limited", "App/1"));
        Assert.Equal(HttpStatusCode.TooManyRequests, await StatusAsync(client, "/limited", "App/1"));
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string path, string agent, string accept = "*/*")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        request.Headers.TryAddWithoutValidation("User-Agent", agent);
        request.Headers.TryAddWithoutValidation("Accept", accept);
        using var answer = await client.SendAsync(request);
        return answer.StatusCode;
    }

    private static void Change(ScratchFolder folder, int round)
    {
        folder.Write("blocked.txt", string.Concat(Enumerable.Range(0, 20_000).Select(i => $"10.{i / 250 % 250}.{i % 250}.{round}\n")));
        folder.Write("bots/tools.yaml", $"category: scanner\nbots:\n  - {{name: Tool, class: malicious, user_agent: [Tool{round}Bot]}}\n");
        folder.Write("policy.yaml", """
            kind: site
            metadata: {name: shop}
            spec:
              service_policies: [doors]
              bot_defense: people
              routes:
                - {path: {exact: /limited}, rate_limiter_policies: [few]}
            ---
            kind: service_policy
            metadata: {name: doors}
            spec:
              rule_list:
                rules:
                  - {metadata: {name: addresses}, spec: {action: DENY, ip_matcher: {prefix_sets: [blocked]}}}
                  - {metadata: {name: closed}, spec: {action: DENY, path: {exact_values: [/closedROUND]}}}
            ---
            kind: ip_prefix_set
            metadata: {name: blocked}
            spec: {file: blocked.txt}
            ---
            kind: rate_limiter
            metadata: {name: two}
            spec: {total_number: 2, unit: HOUR}
            ---
            kind: rate_limiter_policy
            metadata: {name: few}
            spec: {rate_limiter: two}
            ---
            kind: bot_defense
            metadata: {name: people}
            spec: {bots: bots, actions: {suspicious: challenge}, challenge: {key_file: challenge.keys}}
            """.Replace("ROUND", round.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
    }
}
