namespace Palisade.Storage.Records;

/// <summary>
/// Something that a program keeps of a tenant and that is no object: it has no history, is exported to nobody and delivered to nobody. Accounts are such
/// records: what they hold must be forgotten when it is changed.
/// </summary>
/// <param name="Type">What it is, a word of the caller's.</param>
/// <param name="Body">Whatever the caller keeps.</param>
/// <param name="Version">1, and one more with each change.</param>
/// <param name="Expires">When it is as if it were not there; null for never.</param>
public sealed record StoredRecord(string Type, string Id, string Body, long Version, DateTimeOffset? Expires);

/// <summary>One record that is to be written or taken out.</summary>
/// <param name="Body">Null to take it out.</param>
/// <param name="Expected">The version that it must have, 0 for none at all; null for any.</param>
public sealed record RecordWrite(string Type, string Id, string? Body, long? Expected = null, DateTimeOffset? Expires = null);

/// <summary>The line of the audit trail that is written with records, in the same transaction.</summary>
/// <param name="Action">As of <see cref="TenantPast.NoteAsync"/>.</param>
public sealed record RecordNote(string Action, Changes.Authorship By);
