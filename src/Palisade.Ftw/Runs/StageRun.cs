using Palisade.Ftw.Findings;
using Palisade.Ftw.Model;
using Palisade.Ftw.Requests;
using Palisade.Ftw.Transport;
using Palisade.Ftw.Verdicts;

namespace Palisade.Ftw.Runs;

/// <summary>Runs the stages of one test, which share cookies and redirects.</summary>
internal sealed class StageRun(RawClient client, FindingSource findings, Destination? fixedDestination)
{
    private readonly CookieJar _cookies = new();
    private StageInput? _lastInput;
    private RawResponse? _lastResponse;

    /// <summary>Sends a stage, twice where it fails and asks for that.</summary>
    /// <returns>The failure, or null.</returns>
    public async Task<StageFailure?> RunAsync(Stage stage, int number, StageOutput expected, CancellationToken stop)
    {
        var failure = await RunOnceAsync(stage, number, expected, stop);
        return failure is not null && expected.RetryOnce ? await RunOnceAsync(stage, number, expected, stop) : failure;
    }

    private async Task<StageFailure?> RunOnceAsync(Stage stage, int number, StageOutput expected, CancellationToken stop)
    {
        var input = stage.Input;
        if (input.FollowRedirect)
        {
            var (followed, fault) = Redirect.Follow(input, _lastInput, _lastResponse);
            if (followed is null) return Unsent(stage, number, expected, fault!);
            input = followed;
        }

        var (request, problem) = RequestWriter.Write(input, _cookies.Header);
        if (request is null) return Unsent(stage, number, expected, problem!);

        var (destination, nowhere) = DestinationOf(input);
        return destination is null
            ? Unsent(stage, number, expected, nowhere!)
            : await SendAsync(stage with { Input = input }, number, expected, request, destination, stop);
    }

    private async Task<StageFailure?> SendAsync(Stage stage, int number, StageOutput expected, RawRequest request, Destination destination, CancellationToken stop)
    {
        var name = Guid.NewGuid().ToString();
        var problem = await findings.BeginAsync(stage, destination, name, stop);
        // go-ftw forgives a mark that fails where an error is expected: the server may be down on purpose.
        if (problem is not null && !expected.ExpectError) return Failure(stage, number, expected, request, [problem], null, null);

        var exchange = await client.SendAsync(destination, request.Bytes, request.Method, findings.NeedsClose, stop);
        var (found, unknown) = await findings.EndAsync(stage, destination, name, exchange, stop);
        Remember(stage.Input, exchange.Response);

        var reasons = Judge.Faults(expected, exchange, found).ToList();
        if (reasons.Count > 0 && unknown is not null) reasons.Add(unknown);
        return reasons.Count == 0 ? null : Failure(stage, number, expected, request, reasons, exchange.Response, found);
    }

    private void Remember(StageInput input, RawResponse? response)
    {
        (_lastInput, _lastResponse) = (input, response);
        if (input.SaveCookie && response is not null) _cookies.Save(response.Values("Set-Cookie"));
    }

    private (Destination? Destination, string? Problem) DestinationOf(StageInput input)
    {
        if (fixedDestination is not null) return (fixedDestination, null);
        return (input.Protocol ?? "http").ToLowerInvariant() switch
        {
            "http" => (new(input.DestinationAddress ?? "localhost", input.Port ?? 80, false), null),
            "https" => (new(input.DestinationAddress ?? "localhost", input.Port ?? 80, true), null),
            var other => (null, $"protocol '{other}' is not supported"),
        };
    }

    private static StageFailure Unsent(Stage stage, int number, StageOutput expected, string problem) =>
        new(number, stage.At, "", [problem], expected, null, []);

    private static StageFailure Failure(Stage stage, int number, StageOutput expected, RawRequest request, IReadOnlyList<string> reasons, RawResponse? response, StageFindings? found) =>
        new(number, stage.At, request.ShownLine, reasons, expected, response?.Status, found?.RuleIds ?? []);
}
