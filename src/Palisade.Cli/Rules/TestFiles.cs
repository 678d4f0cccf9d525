namespace Palisade.Cli.Rules;

/// <summary>The files about rule tests that are part of the program.</summary>
internal static class TestFiles
{
    /// <summary>A file's bytes.</summary>
    public static byte[] Read(string name)
    {
        using var stream = typeof(TestFiles).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"{name} is not in the assembly.");
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
