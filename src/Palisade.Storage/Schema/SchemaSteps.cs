namespace Palisade.Storage.Schema;

/// <summary>
/// The tables, as numbered steps. A step that was released is never changed; what comes later is a step of its own. <c>{text}</c> and <c>{bytes}</c>
/// are the database's words.
/// </summary>
internal static class SchemaSteps
{
    /// <summary>The tables whose rows are never changed nor deleted.</summary>
    public static IReadOnlyList<string> AppendOnlyTables { get; } = ["audit", "object_change", "content"];

    /// <summary>The statements of each step; the first is step 1.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> All { get; } = [First, Records, Domains];

    /// <summary>The step after whose tables were made, those of the domains are filled with what is there.</summary>
    public const int DomainStep = 3;

    // The tenant leads every key: what belongs to one lies together, and no index is over several.
    private static IReadOnlyList<string> First =>
    [
        "CREATE TABLE tenant_head (tenant {text} PRIMARY KEY, revision BIGINT NOT NULL, audit_count BIGINT NOT NULL, audit_hash {text} NOT NULL)",
        "CREATE TABLE content (tenant {text} NOT NULL, hash {text} NOT NULL, body {bytes} NOT NULL, PRIMARY KEY (tenant, hash))",
        """
        CREATE TABLE object (tenant {text} NOT NULL, kind {text} NOT NULL, namespace {text} NOT NULL, name {text} NOT NULL, uid {text} NOT NULL,
            generation BIGINT NOT NULL, revision BIGINT NOT NULL, metadata {text} NOT NULL, spec_hash {text} NOT NULL,
            created_at BIGINT NOT NULL, created_by {text} NOT NULL, modified_at BIGINT NOT NULL, modified_by {text} NOT NULL,
            PRIMARY KEY (tenant, kind, namespace, name))
        """,
        """
        CREATE TABLE object_label (tenant {text} NOT NULL, kind {text} NOT NULL, namespace {text} NOT NULL, name {text} NOT NULL,
            label_key {text} NOT NULL, label_value {text} NOT NULL, PRIMARY KEY (tenant, kind, namespace, name, label_key))
        """,
        "CREATE INDEX object_label_by_value ON object_label (tenant, label_key, label_value)",
        """
        CREATE TABLE object_reference (tenant {text} NOT NULL, kind {text} NOT NULL, namespace {text} NOT NULL, name {text} NOT NULL, field {text} NOT NULL,
            target_kind {text} NOT NULL, target_namespace {text} NOT NULL, target_name {text} NOT NULL,
            PRIMARY KEY (tenant, kind, namespace, name, field, target_kind))
        """,
        "CREATE INDEX object_reference_by_target ON object_reference (tenant, target_kind, target_namespace, target_name)",
        """
        CREATE TABLE object_status (tenant {text} NOT NULL, kind {text} NOT NULL, namespace {text} NOT NULL, name {text} NOT NULL,
            uid {text} NOT NULL, body {text} NOT NULL, at BIGINT NOT NULL, PRIMARY KEY (tenant, kind, namespace, name))
        """,
        """
        CREATE TABLE object_change (tenant {text} NOT NULL, revision BIGINT NOT NULL, kind {text} NOT NULL, namespace {text} NOT NULL, name {text} NOT NULL,
            operation {text} NOT NULL, uid {text} NOT NULL, generation BIGINT NOT NULL, metadata {text} NOT NULL, spec_hash {text} NOT NULL,
            PRIMARY KEY (tenant, revision, kind, namespace, name))
        """,
        "CREATE INDEX object_change_by_object ON object_change (tenant, kind, namespace, name, revision)",
        """
        CREATE TABLE audit (tenant {text} NOT NULL, sequence BIGINT NOT NULL, at BIGINT NOT NULL, author {text} NOT NULL, action {text} NOT NULL,
            reason {text} NOT NULL, revision BIGINT NOT NULL, digest {text} NOT NULL, previous_hash {text} NOT NULL, hash {text} NOT NULL,
            PRIMARY KEY (tenant, sequence))
        """,
        "CREATE INDEX audit_by_revision ON audit (tenant, revision)",
    ];

    // Not append-only: an old password must be gone.
    private static IReadOnlyList<string> Records =>
    [
        """
        CREATE TABLE record (tenant {text} NOT NULL, type {text} NOT NULL, id {text} NOT NULL, body {text} NOT NULL, version BIGINT NOT NULL,
            expires_at BIGINT NOT NULL, PRIMARY KEY (tenant, type, id))
        """,
        "CREATE INDEX record_by_expiry ON record (tenant, expires_at)",
    ];

    // The one key over all tenants: that nobody else has a domain is what is asked of it. Which sites it is for stays with the tenant.
    private static IReadOnlyList<string> Domains =>
    [
        "CREATE TABLE domain_claim (domain {text} PRIMARY KEY, tenant {text} NOT NULL)",
        """
        CREATE TABLE site_domain (tenant {text} NOT NULL, namespace {text} NOT NULL, name {text} NOT NULL, domain {text} NOT NULL, since BIGINT NOT NULL,
            PRIMARY KEY (tenant, namespace, name, domain))
        """,
        "CREATE INDEX site_domain_by_domain ON site_domain (tenant, domain)",
    ];
}
