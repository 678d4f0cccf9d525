using System.CommandLine;
using System.Net;
using System.Text;
using Palisade.Cli.Checking;
using Palisade.Cli.Terminal;
using Palisade.Engine.Http;
using Palisade.Protection.Apis.Documents;
using Palisade.Protection.Apis.Enforcement;

namespace Palisade.Cli.Apis;

/// <summary><c>palisade api explain</c>: what would be found in one request.</summary>
internal static class ApiExplainCommand
{
    private const string About =
        """
        Hold one request against an OpenAPI description and say what would be found. Nothing is sent. Exit code 1 when something is
        found, 0 when the request is as the description has it.
        """;

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "The description." };
        var url = new Option<string>("--url") { Description = "The URL, or its path and query.", Required = true };
        var method = new Option<string>("--method") { Description = "The method.", DefaultValueFactory = _ => "GET" };
        var headers = new Option<string[]>("--header", "-H") { Description = "A header, as 'Name: value'." };
        var body = new Option<string?>("--body-file") { Description = "A file with the body." };
        var command = new Command("explain", About) { file, url, method, headers, body };
        command.SetAction((parsed, _) => Task.FromResult(Run(
            parsed.GetRequiredValue(file),
            Head(parsed.GetRequiredValue(method), parsed.GetRequiredValue(url), parsed.GetValue(headers) ?? [], parsed.GetValue(body) is not null),
            parsed.GetValue(body),
            Screen.Of(parsed))));
        return command;
    }

    private static int Run(string file, RequestHead head, string? bodyFile, Screen screen)
    {
        foreach (var missing in new[] { file, bodyFile }.OfType<string>().Where(f => !File.Exists(f)))
        {
            screen.Fail($"there is no file '{missing}'");
            return ExitCode.Configuration;
        }

        var faults = new DocumentFaults();
        if (ApiDefinition.Load(file, File.ReadAllBytes(file), new() { Name = Path.GetFileNameWithoutExtension(file), SkipUnsupported = true }, faults) is not { } api)
        {
            DiagnosticList.TellErrors(screen, "the description has faults:", faults.All, command: "api check");
            return ExitCode.Configuration;
        }

        if (api.Begin(head) is not { } check)
        {
            screen.Output.WriteLine("The request is outside the base paths of the API; it is not looked at.");
            return ExitCode.Done;
        }

        check.RequestBody(bodyFile is null ? default : File.ReadAllBytes(bodyFile), whole: true);
        screen.Output.WriteLine(check.OperationId is { } id ? $"operation {id} ({check.PathTemplate})" : "no operation");
        foreach (var finding in check.Findings) screen.Output.WriteLine($"  {screen.Paint(Ink.Red, finding.Name)} {finding.Detail} ({(finding.Action is ViolationAction.Block ? "block" : "report")})");
        if (check.Findings.Count == 0) screen.Output.WriteLine($"  {screen.Paint(Ink.Green, "as the description has it")}");
        return check.Findings.Count == 0 ? ExitCode.Done : ExitCode.Findings;
    }

    private static RequestHead Head(string method, string url, string[] headers, bool hasBody)
    {
        var lines = headers.Select(h => h.Split(':', 2)).Where(h => h.Length == 2).Select(h => Line(h[0].Trim(), h[1].Trim())).ToList();
        if (hasBody && !headers.Any(h => h.StartsWith("content-type:", StringComparison.OrdinalIgnoreCase))) lines.Add(Line("Content-Type", "application/json"));
        if (Uri.TryCreate(url, UriKind.Absolute, out var whole) && whole.Scheme is "http" or "https") lines.Insert(0, Line("Host", whole!.Authority));
        return new("explain", default, new(IPAddress.Loopback, 0, IPAddress.Loopback, 0), Bytes(method), Bytes(url), "HTTP/1.1"u8.ToArray(), Bytes($"{method} {url} HTTP/1.1"), lines);
    }

    private static HeaderLine Line(string name, string value) => new(Bytes(name), Bytes(value));

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
