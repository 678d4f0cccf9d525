using System.Text;
using System.Xml;

namespace Palisade.Engine.Bodies;

/// <summary>The body processor <c>XML</c>.</summary>
public static class XmlBody
{
    /// <summary>Reads a document without any DTD: no entity is expanded beyond the five of XML, nothing is fetched.</summary>
    /// <param name="body">Any bytes, in UTF-8, UTF-16 or an encoding the document declares; empty is no fault.</param>
    /// <param name="depthLimit">The most elements inside each other; a deeper document is at fault and read no further.</param>
    /// <param name="into">Receives text and attribute values in UTF-8, those before a fault included.</param>
    /// <param name="truncated">Whether the body went on past these bytes; then a fault is not reported, since the cut is one.</param>
    public static void Parse(ReadOnlyMemory<byte> body, int depthLimit, ParsedBody into, bool truncated = false)
    {
        ArgumentNullException.ThrowIfNull(into);
        if (body.IsEmpty) return;

        into.KeepXml(body, depthLimit);
        var text = new StringBuilder();
        var hasRoot = false;
        var fault = XmlTree.Read(body, depthLimit, reader =>
        {
            if (reader.NodeType is XmlNodeType.Element)
            {
                hasRoot = true;
                AddAttributes(reader, into.XmlAttributes);
            }
            else if (XmlTree.IsText(reader.NodeType) && reader.Depth > 0) text.Append(reader.Value);
        });
        if (hasRoot) into.XmlTexts.Add(Encoding.UTF8.GetBytes(text.ToString()));
        if (fault is not null && !truncated) into.Fail("XML parsing error: " + fault);
    }

    private static void AddAttributes(XmlReader reader, List<byte[]> values)
    {
        while (reader.MoveToNextAttribute())
        {
            // A namespace declaration is no attribute to XPath.
            if (reader.NamespaceURI != "http://www.w3.org/2000/xmlns/") values.Add(Encoding.UTF8.GetBytes(reader.Value));
        }

        reader.MoveToElement();
    }
}
