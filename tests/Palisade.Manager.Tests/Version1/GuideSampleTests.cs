using System.Diagnostics;

namespace Palisade.Manager.Tests.Version1;

/// <summary>
/// The two samples of the guide, run as they stand there but for what the document garbled (wrapped lines, a quote that lost its blank, stray backslashes,
/// an indentation) and what time removed (Python 2). Names that they leave open are given, and the port.
/// </summary>
public sealed class GuideSampleTests : IAsyncLifetime
{
    private const int Wrapped = 78;

    private TestManager _manager = null!;

    public Task InitializeAsync() => StartAsync();

    public Task DisposeAsync() => _manager.DisposeAsync().AsTask();

    [GuideFact("bash", "curl")]
    public async Task The_bash_sample_makes_a_server_group_a_service_and_a_rule()
    {
        var script = Unwrapped(Sample("#!/bin/sh"))
            .Replace("""sed 's/^\.*=//' | sed 's/\\".*$//'\`""", """sed 's/^.*=//' | sed 's/".*$//'`""", StringComparison.Ordinal)
            .Replace("'https://", "' https://", StringComparison.Ordinal)
            .Replace("\"myuser\"", "\"admin\"", StringComparison.Ordinal).Replace("mypassword", TestManager.Password, StringComparison.Ordinal)
            .Replace("my.mx.com", "127.0.0.1", StringComparison.Ordinal).Replace(":8083", $":{_manager.Host.Address.Port}", StringComparison.Ordinal);
        var names = "NEW_SITE_NAME=Default%20Site NEW_SG_NAME=Default%20Server%20Group NEW_SERVICE_NAME=web GATEWAY_GROUP=Cluster ALIAS=main LISTENING_PORT=80";
        await RunAsync("bash", $"export {names}\n{script}");
        await ExpectAsync("Default%20Server%20Group", "/Cluster/main/80", "10");
    }

    [GuideFact("python3", "python3 -c 'import requests'")]
    public async Task The_python_sample_makes_a_server_group_a_service_and_a_rule()
    {
        var script = Sample("#!/usr/bin/python")
            .Replace("<MX IP>", "'127.0.0.1'", StringComparison.Ordinal).Replace("<myusername>", "'admin'", StringComparison.Ordinal).Replace("<mypassword>", $"'{TestManager.Password}'", StringComparison.Ordinal)
            .Replace(":8083", $":{_manager.Host.Address.Port}", StringComparison.Ordinal)
            .Replace("b64encode('%s:%s' % (USER, PASSWORD))", "b64encode(('%s:%s' % (USER, PASSWORD)).encode()).decode()", StringComparison.Ordinal);
        script = System.Text.RegularExpressions.Regex.Replace(script, "^(?<in> *)print (?<what>.*)$", "${in}print(${what})", System.Text.RegularExpressions.RegexOptions.Multiline | System.Text.RegularExpressions.RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
        // A page ends between `except:` and what belongs to it.
        script = script.Replace("except:\nprint(\"ERROR: MX did not return session ID\")\nprint(res)", "except:\n    print(\"ERROR: MX did not return session ID\")\n    print(res)", StringComparison.Ordinal);
        await RunAsync("python3", script);
        await ExpectAsync("Default%20Server%20Group2", null, "1");
    }

    private async Task StartAsync()
    {
        _manager = await TestManager.StartAsync();
        using var v1 = await new V1Client(_manager).SignOnAsync();
        await v1.OkAsync("POST", "/conf/gatewayGroups/Cluster");
    }

    private async Task ExpectAsync(string group, string? rule, string priority)
    {
        using var v1 = await new V1Client(_manager).SignOnAsync();
        var rules = (await v1.OkAsync("GET", $"/conf/webServices/Default%20Site/{group}/web/krpInboundRules"))!["inboundKrpRules"]!.AsArray();
        Assert.Equal("Cluster", Assert.Single(rules)!["gatewayGroupName"]!.GetValue<string>());
        if (rule is null) return;
        var outbound = await v1.OkAsync("GET", $"/conf/webServices/Default%20Site/{group}/web/krpInboundRules{rule}/krpOutboundRules/{priority}");
        Assert.Equal("www.imperva.com", outbound!["internalIpHost"]!.GetValue<string>());
    }

    private static async Task RunAsync(string program, string script)
    {
        var folder = Directory.CreateTempSubdirectory("palisade-guide-");
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "sample"), script);
            using var process = Process.Start(new ProcessStartInfo(program, "sample") { WorkingDirectory = folder.FullName, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(100));
            // curl's last URL decides about the code of the bash sample; the python sample ends with 1 or 2 where something failed.
            Assert.True(program is "bash" || process.ExitCode == 0, await output + await errors);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Sample(string first)
    {
        var lines = File.ReadAllLines(Guide.File!).SkipWhile(l => l != first).ToList();
        // The python sample goes on behind the end of its page.
        var end = lines.FindIndex(l => l is "```");
        var sample = lines.Take(end);
        if (first.EndsWith("python", StringComparison.Ordinal)) sample = sample.Concat(lines.Skip(end + 1).SkipWhile(l => l is not "```").Skip(1).TakeWhile(l => l is not "```"));
        return string.Join('\n', sample);
    }

    // A line that fills the page was cut within a word, the others where a blank was.
    private static string Unwrapped(string sample)
    {
        string[] starts = ["#", "USER=", "PASS=", "MX=", "AUTH=", "JSESSIONID=", "curl "];
        var text = new System.Text.StringBuilder();
        var before = 0;
        foreach (var line in sample.Split('\n'))
        {
            text.Append(starts.Any(s => line.StartsWith(s, StringComparison.Ordinal)) ? "\n" : before >= Wrapped ? "" : " ").Append(line);
            before = line.Length;
        }

        return text.ToString();
    }
}

/// <summary>Where the guide is; other people's work, read from beside the project.</summary>
internal static class Guide
{
    public static string? File { get; } = Find();

    private static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var seeds = Path.Combine(folder.FullName, "shared", "seeds");
            if (Directory.Exists(seeds)) return Directory.GetFiles(seeds, "001_*.txt").FirstOrDefault();
        }

        return null;
    }
}

/// <summary>A test that needs the guide and programs.</summary>
public sealed class GuideFactAttribute : FactAttribute
{
    public GuideFactAttribute(string program, string needs)
    {
        if (Guide.File is null) Skip = "the guide is not beside the project";
        else if (!Succeeds($"command -v {program} && {(needs.Contains(' ', StringComparison.Ordinal) ? needs : $"command -v {needs}")}")) Skip = $"{needs} is not here";
    }

    private static bool Succeeds(string command)
    {
        using var process = Process.Start(new ProcessStartInfo("sh", ["-c", command]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
