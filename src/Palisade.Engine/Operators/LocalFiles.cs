using System.Xml;

namespace Palisade.Engine.Operators;

/// <summary>Lets schemas and DTDs include files of their own folder and below, and nothing else: no network, no other files.</summary>
internal sealed class LocalFiles(string folder) : XmlResolver
{
    private readonly string _folder = Path.GetFullPath(folder + Path.DirectorySeparatorChar);

    /// <inheritdoc/>
    public override object GetEntity(Uri absoluteUri, string? role, Type? ofObjectToReturn)
    {
        if (!absoluteUri.IsFile || !Path.GetFullPath(absoluteUri.LocalPath).StartsWith(_folder, StringComparison.Ordinal))
            throw new XmlException($"{absoluteUri} is outside the folder of the schema");
        return File.OpenRead(absoluteUri.LocalPath);
    }
}
