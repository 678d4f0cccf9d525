using System.Globalization;
using System.Text;
using Palisade.Engine.Evaluation;
using Palisade.Engine.Rules;
using Palisade.Engine.Values;

namespace Palisade.Engine.Audit;

/// <summary><c>SecAuditLog</c>: one JSON document a transaction, in ModSecurity v3's form.</summary>
internal static class AuditLog
{
    /// <summary>Whether this transaction is to be logged.</summary>
    public static bool IsWanted(TransactionState state, TransactionControl control)
    {
        var audit = state.Settings.Audit;
        if (audit.File is null && audit.Folder is null) return false;
        return control.AuditMode switch
        {
            AuditMode.On => true,
            AuditMode.RelevantOnly => control.Findings.Any(f => f.AuditLogged) || HasRelevantStatus(state, audit),
            _ => false,
        };
    }

    /// <summary>Writes it; a disk that refuses is a fault of the transaction, never of the request.</summary>
    public static void Write(TransactionState state, TransactionControl control, ValueMask? mask)
    {
        var audit = state.Settings.Audit;
        var document = AuditDocument.Write(state, control, mask);
        try
        {
            if (audit.Type is AuditLogType.Parallel && audit.Folder is not null) WriteParallel(state, audit, document);
            else if (audit.File is not null) Append(audit.File, document, audit.FileMode);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            control.Fault($"the audit log could not be written: {fault.Message}");
        }
    }

    private static bool HasRelevantStatus(TransactionState state, AuditSettings audit) =>
        audit.RelevantStatus is { } pattern
        && state.Response is { } response
        && pattern.IsMatch(Numbers.Text(response.Head.Status), out _);

    // Folders by day and minute, a file for each transaction, and a line in the index: as ModSecurity lays them out.
    private static void WriteParallel(TransactionState state, AuditSettings audit, ReadOnlyMemory<byte> document)
    {
        var started = state.Request.Head.Started.ToUniversalTime();
        var folder = Path.Combine(
            audit.Folder!,
            started.ToString("yyyyMMdd", CultureInfo.InvariantCulture),
            started.ToString("yyyyMMdd-HHmm", CultureInfo.InvariantCulture));
        Directory.CreateDirectory(folder, audit.FolderMode);
        var name = $"{started.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture)}-{state.Request.Head.Id}";
        Append(Path.Combine(folder, name), document, audit.FileMode);
        if (audit.File is not null) Append(audit.File, Encoding.UTF8.GetBytes($"{Path.Combine(folder, name)} {document.Length}\n"), audit.FileMode);
    }

    // Opened for each write, so that rotation by rename just works; one write call, so that lines of several threads stay whole.
    private static void Append(string path, ReadOnlyMemory<byte> bytes, UnixFileMode mode)
    {
        using var file = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.Append,
            Access = FileAccess.Write,
            Share = FileShare.ReadWrite | FileShare.Delete,
            BufferSize = 0,
            UnixCreateMode = mode,
        });
        file.Write(bytes.Span);
    }
}
