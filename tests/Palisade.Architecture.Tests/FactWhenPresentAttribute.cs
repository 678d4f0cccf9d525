namespace Palisade.Architecture.Tests;

/// <summary>A fact about a file; skipped, and counted as skipped, while the file does not exist.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class FactWhenPresentAttribute : FactAttribute
{
    public FactWhenPresentAttribute(string file)
    {
        if (!Repository.Files.Contains(file, StringComparer.Ordinal)) Skip = $"{file} does not exist yet.";
    }
}
