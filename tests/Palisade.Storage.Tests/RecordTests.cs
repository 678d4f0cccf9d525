using Palisade.Storage.Records;

namespace Palisade.Storage.Tests;

/// <summary>What is kept and is no object.</summary>
[Collection(DatabaseServers.Name)]
public sealed class RecordTests(PostgresServer server)
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Records_are_written_together_with_their_line_or_not_at_all(string database)
    {
        await using var place = await TestDatabase.NewAsync(database, server);
        var tenant = (await place.OpenAsync()).Tenant("acme");
        var note = new RecordNote("user.created", Sample.Ann);

        Assert.True(await tenant.Records.WriteRecordsAsync([new("user", "ann", "1", Expected: 0)], note));
        Assert.False(await tenant.Records.WriteRecordsAsync([new("user", "bob", "1"), new("user", "ann", "2", Expected: 0)], note));
        Assert.Null(await tenant.Records.FindRecordAsync("user", "bob"));
        Assert.True(await tenant.Records.WriteRecordsAsync([new("user", "ann", "2", Expected: 1)], null));

        Assert.Equal(new("user", "ann", "2", 2, null), await tenant.Records.FindRecordAsync("user", "ann"));
        Assert.Equal("user.created", Assert.Single(await tenant.Past.AuditAsync()).Action);
        Assert.Empty((await tenant.Past.CheckAsync()).Faults);
        Assert.True(await tenant.Records.WriteRecordsAsync([new("user", "ann", null, Expected: 2)], note));
        Assert.Empty(await tenant.Records.ListRecordsAsync("user"));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task What_expired_is_not_there_and_is_forgotten(string database)
    {
        await using var place = await TestDatabase.NewAsync(database, server);
        var records = (await place.OpenAsync()).Tenant("acme").Records;
        var past = TimeProvider.System.GetUtcNow().AddMinutes(-1);

        Assert.True(await records.WriteRecordsAsync([new("session", "a", "old", Expires: past), new("session", "b", "new", Expires: past.AddHours(1))], null));
        Assert.Null(await records.FindRecordAsync("session", "a"));
        Assert.Equal("b", Assert.Single(await records.ListRecordsAsync("session")).Id);
        Assert.True(await records.WriteRecordsAsync([], null));

        Assert.Equal(1L, Convert.ToInt64(await place.BreakInAsync("SELECT COUNT(*) FROM record"), System.Globalization.CultureInfo.InvariantCulture));
    }
}
