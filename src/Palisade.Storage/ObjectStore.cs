using Palisade.Configuration.Objects.Naming;
using Palisade.Storage.Audit;
using Palisade.Storage.Changes;
using Palisade.Storage.Databases;
using Palisade.Storage.Schema;

namespace Palisade.Storage;

/// <summary>The versioned objects of all tenants. Everything but the list of tenants is behind <see cref="Tenant"/>: there is no way to ask for two at once.</summary>
public sealed class ObjectStore : IAsyncDisposable
{
    private readonly Database _database;
    private readonly StoreOptions _options;
    private readonly AuditChain _chain;
    private readonly KnownVersions _known = new();

    private ObjectStore(Database database, StoreOptions options) => (_database, _options, _chain) = (database, options, new(options.AuditKey.ToArray()));

    /// <summary>Opens a database, and brings its tables to this version.</summary>
    /// <exception cref="StoreException">It was made by a newer version.</exception>
    public static async Task<ObjectStore> OpenAsync(Database database, StoreOptions? options = null, CancellationToken stop = default)
    {
        options ??= new();
        await Migration.RunAsync(database, options.Clock, stop);
        database.Listen();
        return new(database, options);
    }

    /// <summary>The objects of one tenant, whether it has any or not.</summary>
    /// <exception cref="ArgumentException">The name is not that of a tenant.</exception>
    public TenantStore Tenant(string name)
    {
        if (!ObjectNames.IsLabel(name)) throw new ArgumentException($"'{name}' is not the name of a tenant: {ObjectNames.LabelGrammar}.", nameof(name));
        return new(_database, _options, _chain, _known, name);
    }

    /// <summary>Every tenant that ever wrote anything, and its revision. For who serves all of them: no tenant may see it.</summary>
    public Task<IReadOnlyDictionary<string, long>> RevisionsAsync(CancellationToken stop = default) => TenantList.ReadAsync(_database, stop);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _database.DisposeAsync();
}
