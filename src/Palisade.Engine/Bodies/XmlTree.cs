using System.Globalization;
using System.Runtime.InteropServices;
using System.Xml;

namespace Palisade.Engine.Bodies;

/// <summary>Reads hostile XML: no DTD, no resolver, a depth limit, faults as values.</summary>
internal static class XmlTree
{
    /// <summary>Whether a node is part of an element's text content (XPath 1.0, section 5.7).</summary>
    public static bool IsText(XmlNodeType type) =>
        type is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace;

    /// <summary>Gives every node to <paramref name="visit"/>.</summary>
    /// <returns>Null, or what is wrong; the nodes before the fault have been visited.</returns>
    public static string? Read(ReadOnlyMemory<byte> body, int depthLimit, Action<XmlReader> visit)
    {
        try
        {
            using var reader = XmlReader.Create(AsStream(body), Settings());
            while (reader.Read())
            {
                if (reader.Depth >= depthLimit && reader.NodeType == XmlNodeType.Element) return "nested deeper than the limit";
                visit(reader);
            }

            return null;
        }
        catch (XmlException fault)
        {
            return string.Create(CultureInfo.InvariantCulture, $"malformed in line {fault.LineNumber}, position {fault.LinePosition}");
        }
        catch (Exception fault) when (fault is ArgumentException or NotSupportedException or InvalidOperationException)
        {
            return "the encoding is unknown or does not fit the text";
        }
    }

    /// <summary>Builds the tree of what can be read.</summary>
    public static XmlDocument Build(ReadOnlyMemory<byte> body, int depthLimit)
    {
        var document = new XmlDocument { XmlResolver = null, PreserveWhitespace = true };
        XmlNode parent = document;
        _ = Read(body, depthLimit, reader =>
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    var element = Element(document, reader);
                    parent.AppendChild(element);
                    if (!reader.IsEmptyElement) parent = element;
                    break;
                case XmlNodeType.EndElement:
                    parent = parent.ParentNode!;
                    break;
                case XmlNodeType.Comment:
                    parent.AppendChild(document.CreateComment(reader.Value));
                    break;
                case XmlNodeType.ProcessingInstruction:
                    parent.AppendChild(document.CreateProcessingInstruction(reader.Name, reader.Value));
                    break;
                case var type when IsText(type) && parent != document:
                    parent.AppendChild(document.CreateTextNode(reader.Value));
                    break;
            }
        });
        return document;
    }

    private static XmlElement Element(XmlDocument document, XmlReader reader)
    {
        var element = document.CreateElement(reader.Prefix, reader.LocalName, reader.NamespaceURI);
        while (reader.MoveToNextAttribute())
        {
            var attribute = document.CreateAttribute(reader.Prefix, reader.LocalName, reader.NamespaceURI);
            attribute.Value = reader.Value;
            element.Attributes.Append(attribute);
        }

        reader.MoveToElement();
        return element;
    }

    private static MemoryStream AsStream(ReadOnlyMemory<byte> body) =>
        MemoryMarshal.TryGetArray(body, out var array)
            ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false)
            : new MemoryStream(body.ToArray(), writable: false);

    private static XmlReaderSettings Settings() => new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersFromEntities = 1,
        CloseInput = true,
        CheckCharacters = true,
    };
}
