using System.Xml;
using System.Xml.Schema;

namespace Palisade.Engine.Operators;

/// <summary><c>@validateDTD file.dtd</c>: true when the request's XML body does not follow the document type definition.</summary>
/// <remarks>
/// Also true when there is no XML body that could be read, as in ModSecurity v3; the value itself is not looked at. Any
/// element that the definition declares may be the root, and what the body says about its own type does not count. The
/// definition may include files of its own folder.
/// </remarks>
internal sealed class ValidateDtd : Operator
{
    // A definition's own entities may grow the body by this much, in characters, before it counts as invalid.
    private const long MaxFromEntities = 1 << 20;

    private readonly string _path;

    private ValidateDtd(string path) => _path = path;

    /// <inheritdoc/>
    public override string Name => "validateDTD";

    /// <summary>Reads the definition once, to know that it parses.</summary>
    public static Operator? Create(OperatorArgument argument)
    {
        if (DataFiles.Locate(argument) is not { } path) return null;
        try
        {
            Validate(path, "<root/>", "root");
            return new ValidateDtd(path);
        }
        catch (Exception fault) when (fault is XmlException or IOException or UnauthorizedAccessException)
        {
            return argument.Refuse(OperatorFaults.Schema, $"{path} is not a document type definition: {fault.Message}");
        }
    }

    /// <inheritdoc/>
    public override bool Matches(ReadOnlySpan<byte> value, OperatorRun run)
    {
        if (run.Xml?.DocumentElement is not { } root) return true;
        try
        {
            return !Validate(_path, root.OuterXml, root.Name);
        }
        catch (Exception fault) when (fault is XmlException or XmlSchemaException or IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            return true;
        }
    }

    private static bool Validate(string path, string body, string root)
    {
        var valid = true;
        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Parse,
            ValidationType = ValidationType.DTD,
            XmlResolver = new LocalFiles(Path.GetDirectoryName(path)!),
            MaxCharactersFromEntities = MaxFromEntities,
        };
        settings.ValidationEventHandler += (_, _) => valid = false;
        using var text = new StringReader($"<!DOCTYPE {root} SYSTEM \"{new Uri(path).AbsoluteUri}\">{body}");
        using var reader = XmlReader.Create(text, settings);
        while (reader.Read())
        {
            // Reading is validating.
        }

        return valid;
    }
}
