using Palisade.Engine.Evaluation;
using Palisade.Engine.Rules;
using Palisade.Engine.Values;

namespace Palisade.Engine.Transactions;

/// <summary>Writes uploads to disk where the rules ask for it (<c>SecTmpSaveUploadedFiles</c>, <c>SecUploadKeepFiles</c>), and takes them away again.</summary>
internal static class UploadedFiles
{
    /// <summary>Writes every file of a multipart body; what cannot be written is a fault.</summary>
    public static void Save(BodyValues body, UploadSettings settings, string transaction, TransactionControl control)
    {
        if (!settings.SaveTemporary && !settings.Keep) return;
        var folder = settings.Folder ?? Path.GetTempPath();
        for (var i = 0; i < body.Parsed.Files.Count; i++)
        {
            // The client's file name is never part of the path.
            var path = Path.Combine(folder, $"palisade-{transaction}-{i}.upload");
            try
            {
                using var file = new FileStream(path, new FileStreamOptions
                {
                    Mode = FileMode.CreateNew,
                    Access = FileAccess.Write,
                    UnixCreateMode = settings.FileMode,
                });
                file.Write(body.Parsed.Files[i].Content.Span);
                body.TemporaryFiles.Add(new(body.Parsed.Files[i].Field, System.Text.Encoding.UTF8.GetBytes(path)));
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                control.Fault($"upload {i} could not be written to '{folder}': {fault.Message}");
            }
        }
    }

    /// <summary>Deletes what <see cref="Save"/> wrote, unless it is to be kept.</summary>
    public static void Delete(BodyValues body, UploadSettings settings)
    {
        if (settings.Keep) return;
        foreach (var file in body.TemporaryFiles)
        {
            try
            {
                File.Delete(System.Text.Encoding.UTF8.GetString(file.Value.Span));
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                // It stays in the temporary folder; the request is over and has no one left to tell.
            }
        }
    }
}
