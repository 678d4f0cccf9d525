using System.Net;
using Microsoft.AspNetCore.Http;
using Palisade.EndToEnd.Tests.Processes;
using Palisade.EndToEnd.Tests.Servers;

namespace Palisade.EndToEnd.Tests.Fleet;

/// <summary><c>palisade run</c> alone: the site of the command line, and beside it what the manager is told, as a newcomer does it.</summary>
public sealed class RunWithManagerTests
{
    [Fact]
    public async Task A_site_that_the_manager_is_told_wins_its_host_and_outlives_a_restart()
    {
        using var folder = new ScratchFolder();
        await using var own = await Origin.StartAsync(context => context.Response.WriteAsync("own"));
        await using var other = await Origin.StartAsync(context => context.Response.WriteAsync("other"));
        var sites = folder.Write("sites.yaml", $$"""
            kind: origin_pool
            metadata: {name: other}
            spec: {endpoints: [{address: 127.0.0.1, port: {{new Uri(other.Url).Port}}}]}
            ---
            kind: site
            metadata: {name: other}
            spec: {domains: [other.example], origin_pool: other, operation_mode: active}
            """);
        await using (var first = await StartAsync(own, folder))
        {
            var password = first.Value("sign on as admin")!.Split(' ')[0];
            Assert.Equal("own", await AskAsync(first, "other.example"));
            Assert.True((await RunAsync(folder, password, "login", first.Value("manager")!, "--password-stdin", "--fingerprint", first.Value("its fingerprint")!)).ExitCode is 0);
            Assert.True((await RunAsync(folder, null, "apply", "-f", sites)).ExitCode is 0);
            await SeesAsync(first, "other.example", "other");
            Assert.Equal("own", await AskAsync(first, "any.example"));
            Assert.Equal("403", await AskAsync(first, "other.example", "/?q=1'%20UNION%20SELECT%20password%20FROM%20users--%20"));
        }

        await using var second = await StartAsync(own, folder);
        Assert.Null(second.Value("sign on as admin"));
        await SeesAsync(second, "other.example", "other");
    }

    private static Task<Service> StartAsync(Origin own, ScratchFolder folder) => Service.StartAsync(
        "its fingerprint", "run", "--origin", own.Url, "--listen", "127.0.0.1:0", "--admin", "off", "--events", "off", "--manager-listen", "127.0.0.1:0", "--data", Path.Combine(folder.Path, "data"));

    private static async Task<Finished> RunAsync(ScratchFolder folder, string? input, params string[] args)
    {
        var ended = await Command.RunAsync(Places.Palisade, args, input: input, state: folder.Path);
        return ended.ExitCode is 0 ? ended : throw new InvalidOperationException(ended.ToString());
    }

    private static Task SeesAsync(Service service, string host, string text) =>
        Wait.UntilAsync(() => AskAsync(service, host).GetAwaiter().GetResult() == text, () => $"{host} never was '{text}': {service.Error}");

    private static async Task<string> AskAsync(Service service, string host, string path = "/")
    {
        using var client = new HttpClient { BaseAddress = new(service.Value("through Palisade")!) };
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Host = host } };
        using var answer = await client.SendAsync(request);
        return answer.StatusCode is HttpStatusCode.OK ? await answer.Content.ReadAsStringAsync() : $"{(int)answer.StatusCode}";
    }
}
