using Palisade.Ftw.Model;
using Palisade.Ftw.Transport;

namespace Palisade.Ftw.Runs;

/// <summary><c>follow_redirect</c>: the next stage asks for what the last answer pointed at.</summary>
internal static class Redirect
{
    /// <summary>The input with target, destination and <c>Host</c> of the redirect, or why there is none.</summary>
    public static (StageInput? Input, string? Problem) Follow(StageInput input, StageInput? lastInput, RawResponse? last)
    {
        if (lastInput is null || last is null) return (null, "follow_redirect: the stage before has no answer");
        if (last.Status is not (300 or 301 or 302 or 303 or 307 or 308)) return (null, $"follow_redirect: the status before was {last.Status}");
        if (last.Values("Location").FirstOrDefault() is not { Length: > 0 } location) return (null, "follow_redirect: the answer before has no Location");

        return Resolve(lastInput, location) is { Scheme: "http" or "https" } target
            ? (Aim(input, target), null)
            : (null, $"follow_redirect: '{location}' is no target");
    }

    private static Uri? Resolve(StageInput from, string location)
    {
        var root = $"{from.Protocol ?? "http"}://{from.DestinationAddress ?? "localhost"}:{from.Port ?? 80}";
        if (!Uri.TryCreate($"{root}{from.Uri}", UriKind.Absolute, out var start) && !Uri.TryCreate(root, UriKind.Absolute, out start)) return null;
        return Uri.TryCreate(start, location, out var target) ? target : null;
    }

    private static StageInput Aim(StageInput input, Uri target) => input with
    {
        Protocol = target.Scheme,
        DestinationAddress = target.Host,
        Port = target.Port,
        Uri = target.PathAndQuery,
        Headers =
        [
            .. input.Headers.Where(h => !h.Name.Equals("Host", StringComparison.OrdinalIgnoreCase)),
            new HeaderField("Host", target.IsDefaultPort ? target.Host : $"{target.Host}:{target.Port}"),
        ],
    };
}
