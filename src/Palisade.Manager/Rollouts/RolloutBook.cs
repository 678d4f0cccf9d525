using System.Text.Json;
using Palisade.Api.Json;
using Palisade.Api.Rollouts;
using Palisade.Configuration.Objects.Naming;
using Palisade.Storage;
using Palisade.Storage.Changes;
using Palisade.Storage.Records;

namespace Palisade.Manager.Rollouts;

/// <summary>Every rollout, as the store has it: records of the tenant <c>system</c>. Who changes one names the version that was read, so that of two only one does.</summary>
internal sealed class RolloutBook(ObjectStore store)
{
    /// <summary>Most rollouts that are kept; the oldest that are over are forgotten.</summary>
    public const int Most = 200;

    private const string Type = "rollout";

    private readonly TenantRecords _records = store.Tenant(ObjectNames.SystemTenant).Records;

    /// <summary>All, the newest first.</summary>
    public async Task<IReadOnlyList<(Rollout Rollout, long Version)>> AllAsync(CancellationToken stop) =>
        [.. (await _records.ListRecordsAsync(Type, stop: stop)).Select(r => (Read(r), r.Version)).OrderByDescending(r => r.Item1.Steps[0].At).ThenBy(r => r.Item1.Plan.Name, StringComparer.Ordinal)];

    /// <summary>One; null when there is none.</summary>
    public async Task<(Rollout Rollout, long Version)?> FindAsync(string name, CancellationToken stop) => await _records.FindRecordAsync(Type, name, stop) is { } found ? (Read(found), found.Version) : null;

    /// <summary>Keeps one.</summary>
    /// <param name="version">The one that was read; 0 for a new one.</param>
    /// <param name="note">The line of the audit trail; null where nothing happened that is worth one.</param>
    /// <returns>False, and nothing done, when somebody else was faster.</returns>
    public Task<bool> WriteAsync(Rollout rollout, long version, RecordNote? note, CancellationToken stop) =>
        _records.WriteRecordsAsync([new(Type, rollout.Plan.Name, JsonSerializer.Serialize(rollout, Wire.Options), version)], note, stop);

    /// <summary>Forgets the oldest that are over, but never what an object's revision rests on.</summary>
    public async Task SweepAsync(CancellationToken stop)
    {
        var all = await AllAsync(stop);
        var settled = all.Where(r => r.Rollout.State is RolloutState.Completed).GroupBy(r => ObjectOf(r.Rollout)).SelectMany(g => g.Take(2)).Select(r => r.Rollout.Plan.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var (old, version) in all.Skip(Most).Where(r => r.Rollout.State is RolloutState.Completed or RolloutState.RolledBack && !settled.Contains(r.Rollout.Plan.Name)))
            await _records.WriteRecordsAsync([new(Type, old.Plan.Name, null, version)], new("rollout.forgotten", new Authorship("palisade", old.Plan.Name)), stop);
    }

    /// <summary>The platform's object that a rollout brings.</summary>
    public static LocalKey ObjectOf(Rollout rollout) => new(rollout.Plan.Kind, rollout.Plan.Namespace, rollout.Plan.Object);

    private static Rollout Read(StoredRecord record) => JsonSerializer.Deserialize<Rollout>(record.Body, Wire.Options) ?? throw new StoreException($"The rollout {record.Id} cannot be read.");
}
