using System.Text;
using Palisade.SecLang;

namespace Palisade.Protection.Policies.Reading;

/// <summary>The policy files that the operator names: each a file, or a folder of <c>*.yaml</c> and <c>*.yml</c>.</summary>
public static class PolicyFiles
{
    private const long MostBytes = 64L * 1024 * 1024;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads all, folders in the order of their files' names.</summary>
    public static (IReadOnlyList<PolicyDocument> Documents, IReadOnlyList<Diagnostic> Diagnostics) Read(IReadOnlyList<string> paths)
    {
        var (documents, faults) = (new List<PolicyDocument>(), new List<Diagnostic>());
        foreach (var file in paths.SelectMany(path => Files(path, faults)))
        {
            if (Text(file, faults) is not { } text) continue;
            var (read, wrong) = PolicyText.Read(file, text);
            documents.AddRange(read);
            faults.AddRange(wrong);
        }

        return (documents, faults);
    }

    private static List<string> Files(string path, List<Diagnostic> faults)
    {
        try
        {
            if (File.Exists(path)) return [path];
            if (!Directory.Exists(path)) return Refuse(path, $"There is no file or folder '{path}'", faults);
            var files = Directory.EnumerateFiles(path).Where(f => Path.GetExtension(f) is ".yaml" or ".yml").Order(StringComparer.Ordinal).ToList();
            return files.Count > 0 ? files : Refuse(path, $"The folder '{path}' holds no *.yaml files", faults);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return Refuse(path, $"'{path}' cannot be read: {fault.Message}", faults);
        }
    }

    private static string? Text(string file, List<Diagnostic> faults)
    {
        try
        {
            if (new FileInfo(file).Length <= MostBytes) return Strict.GetString(File.ReadAllBytes(file));
            Refuse(file, $"'{file}' is larger than 64 MiB", faults);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            Refuse(file, $"'{file}' cannot be read: {fault.Message}", faults);
        }
        catch (DecoderFallbackException)
        {
            Refuse(file, $"'{file}' is not a text in UTF-8", faults);
        }

        return null;
    }

    private static List<string> Refuse(string path, string message, List<Diagnostic> faults)
    {
        faults.Add(new(new(path, 1, 1), DiagnosticSeverity.Error, PolicyCodes.File, message));
        return [];
    }
}
