namespace Palisade.Gateway.Filter.Limits;

/// <summary>Whether a request is within a limit.</summary>
/// <param name="Allowed">Whether it was, and is counted.</param>
/// <param name="Remaining">How many more could come right now.</param>
/// <param name="Wait">Until a further request may pass; zero while <paramref name="Remaining"/> is above zero.</param>
internal readonly record struct RateAnswer(bool Allowed, int Remaining, TimeSpan Wait);
