using System.Text;
using System.Xml;

namespace Palisade.Engine.Bodies;

/// <summary>The texts and attributes of an XML document as arguments, each by itself, named <c>xml.ELEMENT</c> and <c>xml.ELEMENT.@ATTRIBUTE</c>.</summary>
internal static class XmlArguments
{
    private const int DepthLimit = 500;
    private const int LongestName = 64;

    /// <summary>Reads what can be read; what is no XML adds nothing, or what stands before its fault.</summary>
    public static void Read(ReadOnlyMemory<byte> body, int argumentLimit, ParsedBody into)
    {
        var element = "";
        _ = XmlTree.Read(body, DepthLimit, reader =>
        {
            if (reader.NodeType is XmlNodeType.Element)
            {
                element = Short(reader.LocalName);
                while (reader.MoveToNextAttribute())
                {
                    if (reader.NamespaceURI != "http://www.w3.org/2000/xmlns/") Add($"xml.{element}.@{Short(reader.LocalName)}", reader.Value);
                }

                reader.MoveToElement();
            }
            else if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA) Add($"xml.{element}", reader.Value);
        });

        void Add(string name, string value) => into.AddMore(Encoding.UTF8.GetBytes(name), Encoding.UTF8.GetBytes(value), argumentLimit);
    }

    private static string Short(string name) => name.Length <= LongestName ? name : name[..LongestName];
}
