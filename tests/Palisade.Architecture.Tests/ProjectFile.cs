using System.Xml.Linq;

namespace Palisade.Architecture.Tests;

/// <summary>What a project says it needs.</summary>
internal sealed class ProjectFile
{
    private readonly XDocument _xml;

    private ProjectFile(string name, XDocument xml) => (Name, _xml) = (name, xml);

    public string Name { get; }

    /// <summary>The names of the projects it sees. One that is only built with it is not seen.</summary>
    public IEnumerable<string> References => Seen().Select(p => Path.GetFileNameWithoutExtension(p.Replace('\\', '/')));

    /// <summary>The packages it references.</summary>
    public IEnumerable<string> Packages => Included("PackageReference");

    /// <summary>True when ASP.NET is within its reach.</summary>
    public bool SeesAspNet =>
        (_xml.Root!.Attribute("Sdk")?.Value is { } sdk && !string.Equals(sdk, "Microsoft.NET.Sdk", StringComparison.Ordinal))
        || Included("FrameworkReference").Any(f => f.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal))
        || Packages.Any(p => p.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal));

    /// <summary>The assemblies that may see its internals.</summary>
    public IEnumerable<string> Friends => Included("InternalsVisibleTo");

    public static ProjectFile Load(string name) =>
        new(name, XDocument.Parse(Repository.Read($"{Repository.FolderOf(name)}/{name}.csproj")));

    private IEnumerable<string> Seen() =>
        _xml.Descendants("ProjectReference").Where(e => e.Attribute("ReferenceOutputAssembly")?.Value is not "false").Select(e => e.Attribute("Include")?.Value).OfType<string>();

    private IEnumerable<string> Included(string item) =>
        _xml.Descendants(item).Select(e => e.Attribute("Include")?.Value).OfType<string>();
}
