namespace Palisade.Gateway.Filter.Limits.Redis;

/// <summary>Where a Redis is, from <c>redis://[:password@]host[:port][/database]</c>.</summary>
/// <param name="Password">Null for none.</param>
internal sealed record RedisAddress(string Host, int Port, string? User, string? Password, int Database)
{
    private const int UsualPort = 6379;

    /// <summary>Reads a checked URL.</summary>
    public static RedisAddress Of(string url)
    {
        var uri = new Uri(url);
        string?[] login = uri.UserInfo.Length == 0 ? [null, null] : uri.UserInfo.Split(':', 2) is [var user, var password] ? [user, password] : [null, uri.UserInfo];
        return new(
            uri.Host.Trim('[', ']'),
            uri.IsDefaultPort || uri.Port < 0 ? UsualPort : uri.Port,
            string.IsNullOrEmpty(login[0]) ? null : Uri.UnescapeDataString(login[0]!),
            login[1] is null ? null : Uri.UnescapeDataString(login[1]!),
            int.TryParse(uri.AbsolutePath.Trim('/'), out var database) ? database : 0);
    }
}
