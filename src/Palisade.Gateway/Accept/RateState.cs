using Palisade.Protection.Policies.Limits;

namespace Palisade.Gateway.Accept;

/// <summary>How far a request's user is from a limit: what the answer tells the client.</summary>
/// <param name="Remaining">How many more requests could come right now.</param>
/// <param name="Wait">Until a further one may pass.</param>
internal sealed record RateState(RateLimit Limit, int Remaining, TimeSpan Wait);
