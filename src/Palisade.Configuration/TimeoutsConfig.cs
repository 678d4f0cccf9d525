namespace Palisade.Configuration;

/// <summary>How long the gateway waits for anything.</summary>
public sealed record TimeoutsConfig
{
    /// <summary>From the first byte of a request to the end of its headers; then 408. Above zero, at most 1 hour. Default 30 seconds, as Kestrel.</summary>
    public TimeSpan RequestHeaders { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a request body may come in slower than 240 bytes a second; then 408. Above 1 second (the server looks once a second), at most 1 hour. Default 5 seconds, as Kestrel. gRPC and upgraded connections may rest longer: see <see cref="StreamIdle"/>.</summary>
    public TimeSpan RequestBodyGrace { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a connection may stay idle between requests. Above zero, at most 1 hour. Default 75 seconds, as nginx.</summary>
    public TimeSpan KeepAlive { get; init; } = TimeSpan.FromSeconds(75);

    /// <summary>For a PROXY protocol header to arrive. Above zero, at most 1 hour. Default 5 seconds.</summary>
    public TimeSpan ProxyHeader { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>To connect to the origin, TLS included; then 504. Above zero, at most 1 hour. Default 5 seconds: an origin is near.</summary>
    public TimeSpan OriginConnect { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long the origin may stay silent while an answer is awaited or under way; then 504, or the connection ends. Above zero, at most 1 day. Default 100 seconds.</summary>
    public TimeSpan OriginIdle { get; init; } = TimeSpan.FromSeconds(100);

    /// <summary>The same for WebSockets, event streams and gRPC, which rest for long by nature. Above zero, at most 1 day. Default 1 hour.</summary>
    public TimeSpan StreamIdle { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long a response may be held back for inspection; then what came is inspected and the rest flows. Above zero, at most 1 hour. Default 10 seconds.</summary>
    public TimeSpan ResponseHold { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>At shutdown, for requests under way to end. Zero to 1 hour. Default 10 seconds.</summary>
    public TimeSpan Drain { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Every fault, with <paramref name="at"/> as the path of this record.</summary>
    public IEnumerable<ConfigFault> Check(string at)
    {
        var (hour, day) = (TimeSpan.FromHours(1), TimeSpan.FromDays(1));
        if (Outside(RequestHeaders, hour)) yield return Range($"{at}.requestHeaders", RequestHeaders, hour);
        if (RequestBodyGrace <= TimeSpan.FromSeconds(1) || RequestBodyGrace > hour) yield return new($"{at}.requestBodyGrace", $"{RequestBodyGrace} is not above 1 second and at most {hour}.");
        if (Outside(KeepAlive, hour)) yield return Range($"{at}.keepAlive", KeepAlive, hour);
        if (Outside(ProxyHeader, hour)) yield return Range($"{at}.proxyHeader", ProxyHeader, hour);
        if (Outside(OriginConnect, hour)) yield return Range($"{at}.originConnect", OriginConnect, hour);
        if (Outside(OriginIdle, day)) yield return Range($"{at}.originIdle", OriginIdle, day);
        if (Outside(StreamIdle, day)) yield return Range($"{at}.streamIdle", StreamIdle, day);
        if (Outside(ResponseHold, hour)) yield return Range($"{at}.responseHold", ResponseHold, hour);
        if (Drain < TimeSpan.Zero || Drain > hour) yield return new($"{at}.drain", $"{Drain} is not in zero to {hour}.");
    }

    private static bool Outside(TimeSpan value, TimeSpan high) => value <= TimeSpan.Zero || value > high;

    private static ConfigFault Range(string field, TimeSpan value, TimeSpan high) => new(field, $"{value} is not above zero and at most {high}.");
}
