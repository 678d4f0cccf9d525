using System.CommandLine;
using System.Net;
using System.Text;
using Palisade.Cli.Checking;
using Palisade.Cli.Terminal;
using Palisade.Engine.Rules;
using Palisade.Protection;

namespace Palisade.Cli.Explain;

/// <summary><c>palisade explain</c>: how a request would fare, phase by phase, without sending it anywhere.</summary>
internal sealed class ExplainCommand
{
    private const string About =
        """
        Show what the rules make of a request: which match where, what they saw, the score and the decision.
        The request is an HTTP message in FILE ('-' or nothing: standard input), or made of --url, -X, -H and -d as with curl.
        """;

    private readonly Argument<string?> _file = new("FILE") { Arity = ArgumentArity.ZeroOrOne, Description = "A request as sent: request line, headers, empty line, body." };
    private readonly Option<string?> _url = new("--url", "-u") { HelpName = "URL", Description = "A URL, or a path." };
    private readonly Option<string?> _method = new("--request", "-X") { HelpName = "METHOD", Description = "The method. [default: GET, or POST with -d]" };
    private readonly Option<string[]> _headers = new("--header", "-H") { HelpName = "LINE", Description = "A header 'Name: value'; may be repeated." };
    private readonly Option<string?> _data = new("--data", "-d") { HelpName = "TEXT", Description = "The body; @FILE reads it from a file." };
    private readonly Option<string?> _response = new("--response") { HelpName = "FILE", Description = "The application's response as sent: phases 3 and 4 run too." };
    private readonly Option<string?> _rules = new("--rules") { HelpName = "DIR", Description = "Folder of SecLang rules. [default: built-in signatures]" };
    private readonly Option<string?> _signatures = new("--signatures") { HelpName = "DIR", Description = "Signature file, or folder of them, over the built-in signatures." };
    private readonly Option<int?> _paranoia = new("--paranoia") { HelpName = "1-4", Description = "Paranoia level of a Core Rule Set." };
    private readonly Option<string> _client = new("--client") { HelpName = "ADDRESS", Description = "The client's address.", DefaultValueFactory = _ => "192.0.2.1" };
    private readonly Option<bool> _all = new("--all") { Description = "Also the rules that match without reporting." };
    private readonly Option<bool> _json = new("--json") { Description = "One JSON object." };

    /// <summary>The command.</summary>
    public static Command Create() => new ExplainCommand().Build();

    private Command Build()
    {
        var command = new Command("explain", About) { _file, _url, _method, _headers, _data, _response, _rules, _signatures, _paranoia, _client, _all, _json };
        command.SetAction(async (parsed, stop) =>
        {
            var screen = Screen.Of(parsed);
            var (request, fault) = await ReadAsync(parsed, stop);
            if (request is not null) return Explain(parsed, request, screen);
            screen.Fail(fault!);
            return ExitCode.Configuration;
        });
        return command;
    }

    private int Explain(ParseResult parsed, RequestText request, Screen screen)
    {
        var built = ProtectionBuilder.Build(new RuleSource { Folder = parsed.GetValue(_rules), Signatures = parsed.GetValue(_signatures), Paranoia = parsed.GetValue(_paranoia), Mode = EngineMode.On });
        if (built.Rules is null)
        {
            DiagnosticList.TellErrors(screen, "the rules have faults:", built.Diagnostics);
            return ExitCode.Configuration;
        }

        var story = Explainer.Explain(built.Rules, request, TimeProvider.System);
        if (parsed.GetValue(_json)) screen.Output.WriteLine(ExplanationJson.Of(request, story));
        else new ExplanationText(screen, parsed.GetValue(_all)).Write(request, story);
        return ExitCode.Done;
    }

    private async Task<(RequestText? Request, string? Fault)> ReadAsync(ParseResult parsed, CancellationToken stop)
    {
        if (!IPAddress.TryParse(parsed.GetValue(_client), out var client)) return (null, $"--client: '{parsed.GetValue(_client)}' is not an IP address");
        if (parsed.GetValue(_paranoia) is < 1 or > 4) return (null, "--paranoia: it is 1 to 4");
        var (message, fault) = parsed.GetValue(_url) is { } url ? await MadeAsync(parsed, url, stop) : await SavedAsync(parsed, stop);
        if (message is null) return (null, fault);
        var (request, wrong) = RequestText.Of(message, client, TimeProvider.System.GetUtcNow());
        if (request is null || parsed.GetValue(_response) is not { } file) return (request, wrong);
        var (bytes, unreadable) = await Files.ReadAsync(file, stop);
        if (bytes is null) return (null, unreadable);
        return RawMessage.Read(bytes) is { } response ? request.With(response) : (null, $"{file} holds no response");
    }

    private async Task<(RawMessage? Message, string? Fault)> MadeAsync(ParseResult parsed, string url, CancellationToken stop)
    {
        if (parsed.GetValue(_file) is { } file) return (null, $"either a file ({file}) or --url, not both");
        var data = parsed.GetValue(_data);
        var (body, fault) = data switch
        {
            null => (null, null),
            ['@', .. var path] => await Files.ReadAsync(path, stop),
            _ => (Encoding.UTF8.GetBytes(data), (string?)null),
        };
        return fault is null ? (CurlRequest.Make(url, parsed.GetValue(_method), parsed.GetValue(_headers) ?? [], body), null) : (null, fault);
    }

    private async Task<(RawMessage? Message, string? Fault)> SavedAsync(ParseResult parsed, CancellationToken stop)
    {
        if ((parsed.GetValue(_method) ?? parsed.GetValue(_data)) is not null || parsed.GetValue(_headers) is { Length: > 0 }) return (null, "-X, -H and -d need --url");
        var file = parsed.GetValue(_file) ?? "-";
        if (file is "-" && !Console.IsInputRedirected) return (null, "no request: name a file, give one on standard input, or use --url");
        var (bytes, fault) = await Files.ReadAsync(file, stop);
        if (bytes is null) return (null, fault);
        return RawMessage.Read(bytes) is { } message ? (message, null) : (null, $"{(file is "-" ? "standard input" : file)} holds no request");
    }
}
