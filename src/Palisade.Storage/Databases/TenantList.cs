namespace Palisade.Storage.Databases;

/// <summary>Every tenant that ever wrote anything, and its revision. The one statement over all tenants.</summary>
internal static class TenantList
{
    /// <summary>Reads it.</summary>
    public static async Task<IReadOnlyDictionary<string, long>> ReadAsync(Database database, CancellationToken stop)
    {
        var connection = await database.RentAsync(write: false, stop);
        var broken = true;
        try
        {
            await using var command = connection.CreateCommand();
            command.CommandText = "SELECT tenant, revision FROM tenant_head";
            var found = new SortedDictionary<string, long>(StringComparer.Ordinal);
            await using (var reader = await command.ExecuteReaderAsync(stop))
            {
                while (await reader.ReadAsync(stop)) found[reader.GetString(0)] = reader.GetInt64(1);
            }

            broken = false;
            return found;
        }
        finally
        {
            await database.ReturnAsync(connection, write: false, broken);
        }
    }
}
