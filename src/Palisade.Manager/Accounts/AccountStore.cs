using Palisade.Storage;
using Palisade.Storage.Changes;
using Palisade.Storage.Records;

namespace Palisade.Manager.Accounts;

/// <summary>
/// The users, sessions and tokens of one tenant. They are records and not objects: an object's every version is kept for ever, exported and
/// delivered to gateways, and none of that may happen to what proves who somebody is.
/// </summary>
internal sealed class AccountStore(TenantStore tenant)
{
    /// <summary>A user; null when there is none.</summary>
    public async Task<(User User, long Version)?> FindUserAsync(string name, CancellationToken stop) =>
        await tenant.Records.FindRecordAsync(AccountRecords.User, name, stop) is { } found ? (found.Read<User>(), found.Version) : null;

    /// <summary>Every user, by name.</summary>
    public async Task<IReadOnlyList<(User User, long Version)>> UsersAsync(CancellationToken stop) =>
        [.. (await tenant.Records.ListRecordsAsync(AccountRecords.User, stop: stop)).Select(r => (r.Read<User>(), r.Version))];

    /// <summary>Makes or changes a user.</summary>
    /// <param name="expected">The version that it must have, 0 for a new one; null for any.</param>
    /// <param name="endSessions">Whether its sessions end: what they were begun with holds no more.</param>
    /// <param name="but">The hash of a session that goes on.</param>
    /// <returns>False when it has another version.</returns>
    public async Task<bool> WriteUserAsync(User user, long? expected, RecordNote note, bool endSessions = false, string but = "", CancellationToken stop = default)
    {
        var ended = endSessions ? await OfUserAsync<UserSession>(AccountRecords.Session, s => s.User == user.Uid, stop) : [];
        return await tenant.Records.WriteRecordsAsync([new(AccountRecords.User, user.Name, AccountRecords.Write(user), expected), .. Gone(ended.Where(r => r.Id != but))], note, stop);
    }

    /// <summary>Takes a user out, with sessions and tokens.</summary>
    public async Task<bool> DeleteUserAsync(User user, long version, RecordNote note, CancellationToken stop)
    {
        var sessions = await OfUserAsync<UserSession>(AccountRecords.Session, s => s.User == user.Uid, stop);
        var tokens = await OfUserAsync<ApiToken>(AccountRecords.Token, t => t.User == user.Uid, stop);
        return await tenant.Records.WriteRecordsAsync([new(AccountRecords.User, user.Name, null, version), .. Gone(sessions), .. Gone(tokens)], note, stop);
    }

    /// <summary>Begins a session; above the most, the oldest of the user end.</summary>
    public async Task BeginSessionAsync(string hash, UserSession session, int most, RecordNote note, CancellationToken stop)
    {
        var others = await OfUserAsync<UserSession>(AccountRecords.Session, s => s.User == session.User, stop);
        var oldest = others.OrderBy(r => r.Read<UserSession>().Created).Take(Math.Max(0, others.Count + 1 - most));
        await tenant.Records.WriteRecordsAsync([new(AccountRecords.Session, hash, AccountRecords.Write(session), 0, session.Expires), .. Gone(oldest)], note, stop);
    }

    /// <summary>A session that has not expired.</summary>
    public async Task<UserSession?> FindSessionAsync(string hash, CancellationToken stop) => (await tenant.Records.FindRecordAsync(AccountRecords.Session, hash, stop))?.Read<UserSession>();

    /// <summary>Remembers that a session is used.</summary>
    public async Task TouchAsync(string hash, UserSession session, CancellationToken stop)
    {
        if (await tenant.Records.FindRecordAsync(AccountRecords.Session, hash, stop) is not { } found) return;
        // Somebody else's touch, or its end, is as good.
        await tenant.Records.WriteRecordsAsync([new(AccountRecords.Session, hash, AccountRecords.Write(session), found.Version, session.Expires)], note: null, stop);
    }

    /// <summary>Sessions with their hashes.</summary>
    public async Task<IReadOnlyList<(string Hash, UserSession Session)>> SessionsAsync(CancellationToken stop) =>
        [.. (await tenant.Records.ListRecordsAsync(AccountRecords.Session, stop: stop)).Select(r => (r.Id, r.Read<UserSession>()))];

    /// <summary>A token that has not expired.</summary>
    public async Task<ApiToken?> FindTokenAsync(string hash, CancellationToken stop) => (await tenant.Records.FindRecordAsync(AccountRecords.Token, hash, stop))?.Read<ApiToken>();

    /// <summary>Tokens with their hashes.</summary>
    public async Task<IReadOnlyList<(string Hash, ApiToken Token)>> TokensAsync(CancellationToken stop) =>
        [.. (await tenant.Records.ListRecordsAsync(AccountRecords.Token, stop: stop)).Select(r => (r.Id, r.Read<ApiToken>()))];

    /// <summary>Keeps a token.</summary>
    public Task<bool> AddTokenAsync(string hash, ApiToken token, RecordNote note, CancellationToken stop) =>
        tenant.Records.WriteRecordsAsync([new(AccountRecords.Token, hash, AccountRecords.Write(token), 0, token.Expires)], note, stop);

    /// <summary>Ends a session or revokes a token.</summary>
    public Task<bool> EndAsync(string type, string hash, RecordNote note, CancellationToken stop) => tenant.Records.WriteRecordsAsync([new(type, hash, null)], note, stop);

    /// <summary>Adds a line to the trail.</summary>
    public Task NoteAsync(string action, string by, string reason, CancellationToken stop) => tenant.Past.NoteAsync(action, new Authorship(by, reason), "", stop);

    private async Task<IReadOnlyList<StoredRecord>> OfUserAsync<T>(string type, Func<T, bool> mine, CancellationToken stop) =>
        [.. (await tenant.Records.ListRecordsAsync(type, stop: stop)).Where(r => mine(r.Read<T>()))];

    private static IEnumerable<RecordWrite> Gone(IEnumerable<StoredRecord> records) => records.Select(r => new RecordWrite(r.Type, r.Id, null));
}
