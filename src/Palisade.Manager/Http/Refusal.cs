using Palisade.Api.Faults;

namespace Palisade.Manager.Http;

/// <summary>That a request is not done, and why: thrown where it is found, answered in one place.</summary>
internal sealed class RequestRefused(int status, string detail, IReadOnlyList<Fault>? faults = null) : Exception(detail)
{
    /// <summary>The status of the answer.</summary>
    public int Status => status;

    /// <summary>Every fault.</summary>
    public IReadOnlyList<Fault> Faults => faults ?? [];

    /// <summary>When to come back; null where coming back does not help.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>What is not there, or not to be known of.</summary>
    public static RequestRefused NotFound(string what = "There is nothing here.") => new(404, what);

    /// <summary>As the answer's body.</summary>
    public Problem ToProblem() => new($"urn:palisade:problem:{Words.GetValueOrDefault(status, ("refused", "")).Item1}", Words.GetValueOrDefault(status, ("", "Refused")).Item2, status, Message, Faults);

    /// <summary>The statuses that there are, with their words.</summary>
    public static IReadOnlyDictionary<int, (string Word, string Title)> Words { get; } = new Dictionary<int, (string, string)>
    {
        [400] = ("malformed", "The request cannot be understood"),
        [401] = ("not_signed_on", "Nobody is signed on"),
        [403] = ("not_allowed", "Not allowed"),
        [404] = ("not_found", "Not found"),
        [405] = ("method", "Not with this method"),
        [409] = ("conflict", "It contradicts what is there"),
        [412] = ("changed", "It was changed since"),
        [413] = ("too_large", "Too large"),
        [415] = ("media_type", "Not this media type"),
        [422] = ("invalid", "Something in it is wrong"),
        [428] = ("version_needed", "The version is needed"),
        [429] = ("too_many", "Too many requests"),
        [431] = ("headers_too_large", "The headers are too large"),
        [500] = ("fault", "A fault of the manager"),
        [503] = ("unavailable", "Not now"),
    };
}
