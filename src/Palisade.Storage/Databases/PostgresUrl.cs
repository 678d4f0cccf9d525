using Npgsql;

namespace Palisade.Storage.Databases;

/// <summary>The address of a PostgreSQL database, as libpq writes URLs or as Npgsql writes keywords.</summary>
internal static class PostgresUrl
{
    /// <exception cref="ArgumentException">It is neither. The message repeats nothing of it: it may hold a password.</exception>
    public static NpgsqlConnectionStringBuilder Read(string url) =>
        TryRead(url) ?? throw new ArgumentException("The address of the database is neither postgres://user:password@host:port/database nor keywords such as Host=…;Database=….", nameof(url));

    private static NpgsqlConnectionStringBuilder? TryRead(string url)
    {
        try
        {
            if (!url.StartsWith("postgres://", StringComparison.Ordinal) && !url.StartsWith("postgresql://", StringComparison.Ordinal)) return new(url);

            var address = new Uri(url);
            var user = address.UserInfo.Split(':', 2);
            var settings = new NpgsqlConnectionStringBuilder { Host = address.Host, Port = address.Port > 0 ? address.Port : 5432 };
            if (user[0].Length > 0) settings.Username = Uri.UnescapeDataString(user[0]);
            if (user.Length > 1) settings.Password = Uri.UnescapeDataString(user[1]);
            if (address.AbsolutePath.Length > 1) settings.Database = Uri.UnescapeDataString(address.AbsolutePath[1..]);
            foreach (var option in address.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
            {
                var (name, value) = option.Split('=', 2) is [var n, var v] ? (n, Uri.UnescapeDataString(v)) : (option, "");
                settings[name is "sslmode" ? "SSL Mode" : name is "sslrootcert" ? "Root Certificate" : name] = name is "sslmode" ? value.Replace("-", "", StringComparison.Ordinal) : value;
            }

            return settings;
        }
        catch (Exception fault) when (fault is ArgumentException or FormatException or KeyNotFoundException)
        {
            // Its message may repeat a part of the address.
            return null;
        }
    }
}
