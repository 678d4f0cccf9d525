using System.Text.Json;
using Palisade.Api.Accounts;
using Palisade.Api.Json;
using Palisade.Storage.Records;

namespace Palisade.Manager.Accounts;

/// <summary>A user as it is kept.</summary>
/// <param name="Uid">Another user of the name, later, has another: what was the first one's is not theirs.</param>
/// <param name="Password">What is kept of it; empty for who has none.</param>
/// <param name="Provider">The identity provider that says who it is; null for who has a password here.</param>
/// <param name="Subject">What the provider calls it.</param>
internal sealed record User(
    Guid Uid, string Name, string DisplayName, string Password, bool Disabled, IReadOnlyList<Grant> Grants, DateTimeOffset Created, string CreatedBy, string? Provider = null, string? Subject = null);

/// <summary>A session as it is kept; its id is the hash of what proves it.</summary>
internal sealed record UserSession(Guid User, string Name, DateTimeOffset Created, DateTimeOffset LastUsed, DateTimeOffset Expires, string From);

/// <summary>A token as it is kept; its id is the hash of what proves it.</summary>
internal sealed record ApiToken(Guid User, string UserName, string Name, Grant Scope, DateTimeOffset Created, DateTimeOffset Expires);

/// <summary>The words of records, and their form.</summary>
internal static class AccountRecords
{
    /// <summary>Users, by name.</summary>
    public const string User = "user";

    /// <summary>Sessions, by hash.</summary>
    public const string Session = "session";

    /// <summary>Tokens, by hash.</summary>
    public const string Token = "token";

    /// <summary>The record of something.</summary>
    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Wire.Options);

    /// <summary>What a record holds.</summary>
    public static T Read<T>(this StoredRecord record) => JsonSerializer.Deserialize<T>(record.Body, Wire.Options) ?? throw new InvalidOperationException($"The record {record.Type} holds nothing.");
}
