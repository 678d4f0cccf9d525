using System.Collections.Frozen;
using Palisade.Engine.Patterns;

namespace Palisade.Engine.Rules;

/// <summary><c>SecAuditEngine</c>.</summary>
public enum AuditMode
{
    /// <summary>Nothing is written.</summary>
    Off,

    /// <summary>Transactions with a matching rule that has <c>auditlog</c>, or a relevant status.</summary>
    RelevantOnly,

    /// <summary>Every transaction.</summary>
    On,
}

/// <summary><c>SecAuditLogType</c>.</summary>
public enum AuditLogType
{
    /// <summary>One file, one line a transaction.</summary>
    Serial,

    /// <summary>One file a transaction in dated folders, and an index line.</summary>
    Parallel,
}

/// <summary>What the audit log is told by its directives.</summary>
public sealed record AuditSettings
{
    /// <summary><c>SecAuditEngine</c>; default Off.</summary>
    public AuditMode Mode { get; init; }

    /// <summary><c>SecAuditLogParts</c>; default as ModSecurity v3.</summary>
    public string Parts { get; init; } = "ABCFHZ";

    /// <summary><c>SecAuditLogType</c>.</summary>
    public AuditLogType Type { get; init; }

    /// <summary><c>SecAuditLog</c>; null when none is written.</summary>
    public string? File { get; init; }

    /// <summary><c>SecAuditLogStorageDir</c>, for Parallel.</summary>
    public string? Folder { get; init; }

    /// <summary><c>SecAuditLogRelevantStatus</c>; null when no status is relevant by itself.</summary>
    public BytePattern? RelevantStatus { get; init; }

    /// <summary><c>SecAuditLogFileMode</c>; default 0600.</summary>
    public UnixFileMode FileMode { get; init; } = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary><c>SecAuditLogDirMode</c>; default 0700.</summary>
    public UnixFileMode FolderMode { get; init; } = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
}

/// <summary>Where uploads are kept while they are inspected, and after.</summary>
public sealed record UploadSettings
{
    /// <summary><c>SecTmpSaveUploadedFiles</c>: files of a multipart body are written to disk for FILES_TMPNAMES.</summary>
    public bool SaveTemporary { get; init; }

    /// <summary><c>SecUploadKeepFiles</c>: On keeps them after the request.</summary>
    public bool Keep { get; init; }

    /// <summary><c>SecUploadDir</c> or <c>SecTmpDir</c>; null is the system's temporary folder.</summary>
    public string? Folder { get; init; }

    /// <summary><c>SecUploadFileLimit</c>: most files in one body. Default 100, as ModSecurity.</summary>
    public int FileLimit { get; init; } = 100;

    /// <summary><c>SecUploadFileMode</c>; default 0600.</summary>
    public UnixFileMode FileMode { get; init; } = UnixFileMode.UserRead | UnixFileMode.UserWrite;
}

/// <summary>What a rule set's setting directives say.</summary>
public sealed record EngineSettings
{
    /// <summary><c>SecRuleEngine</c>; default Off as ModSecurity, unless the operator of the product decides.</summary>
    public EngineMode Mode { get; init; }

    /// <summary><c>SecRequestBodyAccess</c>, <c>SecRequestBodyLimit</c> (default 128 MiB) and its action (default Reject), as ModSecurity.</summary>
    /// <remarks>Rules that say nothing about the body get it, as in ModSecurity v3, which skips it for an explicit Off only.</remarks>
    public BodySettings RequestBody { get; init; } = new(true, 134_217_728, BodyLimitAction.Reject);

    /// <summary><c>SecRequestBodyNoFilesLimit</c> in bytes; default 1 MiB, as ModSecurity v3.</summary>
    public long RequestBodyNoFilesLimit { get; init; } = 1_048_576;

    /// <summary><c>SecResponseBodyAccess</c> (default Off), limit (default 512 KiB) and action (default Reject), as ModSecurity.</summary>
    public BodySettings ResponseBody { get; init; } = new(false, 524_288, BodyLimitAction.Reject);

    /// <summary><c>SecResponseBodyMimeType</c>, lower case; default text/plain and text/html, as ModSecurity.</summary>
    public FrozenSet<string> ResponseBodyTypes { get; init; } = FrozenSet.Create(StringComparer.OrdinalIgnoreCase, "text/plain", "text/html");

    /// <summary><c>SecArgumentsLimit</c>; default 1,000, as ModSecurity's recommended configuration.</summary>
    public int ArgumentsLimit { get; init; } = 1000;

    /// <summary><c>SecRequestBodyJsonDepthLimit</c>; default 10,000, as ModSecurity v3.</summary>
    public int JsonDepthLimit { get; init; } = 10_000;

    /// <summary><c>SecArgumentSeparator</c>; default <c>&amp;</c>.</summary>
    public byte ArgumentSeparator { get; init; } = (byte)'&';

    /// <summary><c>SecWebAppId</c>: keeps the persistent collections of applications apart.</summary>
    public string WebAppId { get; init; } = "default";

    /// <summary><c>SecCollectionTimeout</c>: how long an untouched persistent collection lives. Default one hour, as ModSecurity 2.</summary>
    public TimeSpan CollectionTimeout { get; init; } = TimeSpan.FromHours(1);

    /// <summary><c>SecSensorId</c>, for the audit log.</summary>
    public string SensorId { get; init; } = "";

    /// <summary>Every <c>SecComponentSignature</c>, for the audit log.</summary>
    public IReadOnlyList<string> Components { get; init; } = [];

    /// <summary>
    /// The most instructions of patterns that one transaction follows, all phases together; time of patterns that backtrack counts as 100 a microsecond.
    /// Default 200 million, about two seconds. What known states of an automaton answer is not counted: it is a look-up a byte.
    /// </summary>
    public long PatternSteps { get; init; } = 200_000_000;

    /// <summary>
    /// Whether a request is also read as an application might that does not go by its form: a body without a type or with a wrong one by what it looks
    /// like, JSON in a parameter, literals of GraphQL, each text of an XML document, each segment of the path. Default false: rules written for ModSecurity do not expect such arguments.
    /// </summary>
    public bool CloseReading { get; init; }

    /// <summary>The audit log.</summary>
    public AuditSettings Audit { get; init; } = new();

    /// <summary>Uploaded files.</summary>
    public UploadSettings Upload { get; init; } = new();
}
