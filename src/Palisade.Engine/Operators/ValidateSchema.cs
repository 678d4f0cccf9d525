using System.Xml;
using System.Xml.Schema;

namespace Palisade.Engine.Operators;

/// <summary><c>@validateSchema file.xsd</c>: true when the request's XML body does not follow the schema (W3C XML Schema 1.0).</summary>
/// <remarks>
/// Also true when there is no XML body that could be read, as in ModSecurity v3; the value itself is not looked at. The
/// schema is read once, when the rule is loaded; it may include files of its own folder. JSON Schema, which Coraza takes
/// here, is refused. A pattern in the schema runs in .NET's backtracking engine: schemas are trusted as rules are.
/// </remarks>
internal sealed class ValidateSchema : Operator
{
    private readonly XmlSchemaSet _schemas;

    private ValidateSchema(XmlSchemaSet schemas) => _schemas = schemas;

    /// <inheritdoc/>
    public override string Name => "validateSchema";

    /// <summary>Reads and compiles the schema.</summary>
    public static Operator? Create(OperatorArgument argument)
    {
        if (argument.Text.TrimEnd().EndsWith(".json", StringComparison.OrdinalIgnoreCase))
            return argument.Refuse(OperatorFaults.Refused, "JSON Schema is not supported", "name an XML schema (.xsd), or describe the body in an API definition");
        if (DataFiles.Locate(argument) is not { } path) return null;
        try
        {
            var schemas = new XmlSchemaSet { XmlResolver = new LocalFiles(Path.GetDirectoryName(path)!) };
            using var reader = XmlReader.Create(path, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
            schemas.Add(null, reader);
            schemas.Compile();
            return new ValidateSchema(schemas);
        }
        catch (Exception fault) when (fault is XmlSchemaException or XmlException or IOException or UnauthorizedAccessException or UriFormatException)
        {
            return argument.Refuse(OperatorFaults.Schema, $"{path} is not a schema: {fault.Message}");
        }
    }

    /// <inheritdoc/>
    public override bool Matches(ReadOnlySpan<byte> value, OperatorRun run)
    {
        if (run.Xml?.DocumentElement is not { } root) return true;

        // Left to itself, the validator only warns about a root that the schema does not know.
        if (!_schemas.GlobalElements.Contains(new XmlQualifiedName(root.LocalName, root.NamespaceURI))) return true;
        var valid = true;
        var settings = new XmlReaderSettings { ValidationType = ValidationType.Schema, Schemas = _schemas, DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };
        settings.ValidationEventHandler += (_, _) => valid = false;
        try
        {
            using var nodes = new XmlNodeReader(root);
            using var reader = XmlReader.Create(nodes, settings);
            while (valid && reader.Read())
            {
                // Reading is validating.
            }
        }
        catch (Exception fault) when (fault is XmlException or XmlSchemaException or InvalidOperationException)
        {
            return true;
        }

        return !valid;
    }
}
