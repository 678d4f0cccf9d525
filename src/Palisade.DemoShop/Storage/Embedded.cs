namespace Palisade.DemoShop.Storage;

/// <summary>The files that are built into the shop.</summary>
internal static class Embedded
{
    /// <summary>The text of one file, named as in the <c>Assets</c> folder.</summary>
    public static string Text(string name)
    {
        using var reader = new StreamReader(Open(name));
        return reader.ReadToEnd();
    }

    /// <summary>The files in one folder of <c>Assets</c>, without the folder's name.</summary>
    public static IEnumerable<string> In(string folder) =>
        typeof(Embedded).Assembly.GetManifestResourceNames()
            .Where(n => n.StartsWith(folder + "/", StringComparison.Ordinal))
            .Select(n => n[(folder.Length + 1)..]);

    private static Stream Open(string name) =>
        typeof(Embedded).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"{name} is not built in.");
}
