using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.XPath;

namespace Palisade.Engine.Bodies;

/// <summary>The selector of <c>XML:</c>: an XPath 1.0 expression.</summary>
public static class XmlSelection
{
    /// <summary>Says what is wrong with an expression, for the time rules are compiled.</summary>
    /// <param name="namespaces">Prefixes and what they stand for, from the rule's <c>xmlns</c> actions.</param>
    /// <returns>Null when it can be evaluated.</returns>
    public static string? Check(string xpath, IReadOnlyList<KeyValuePair<string, string>> namespaces)
    {
        try
        {
            _ = Compile(xpath, namespaces, new NameTable());
            return null;
        }
        catch (Exception fault) when (fault is XPathException or ArgumentException)
        {
            return fault.Message;
        }
    }

    /// <summary>Evaluates an expression.</summary>
    /// <param name="namespaces">Prefixes and what they stand for, from the rule's <c>xmlns</c> actions.</param>
    /// <returns>The string value (XPath 1.0, section 5) in UTF-8 of each selected node, in document order; one value for an expression that gives a string, number or boolean. Empty for an expression that <see cref="Check"/> refuses.</returns>
    public static IReadOnlyList<byte[]> Select(XmlDocument document, string xpath, IReadOnlyList<KeyValuePair<string, string>> namespaces)
    {
        ArgumentNullException.ThrowIfNull(document);
        try
        {
            return Values(document.CreateNavigator()!.Evaluate(Compile(xpath, namespaces, document.NameTable)));
        }
        catch (Exception fault) when (fault is XPathException or ArgumentException)
        {
            return [];
        }
    }

    private static XPathExpression Compile(string xpath, IReadOnlyList<KeyValuePair<string, string>> namespaces, XmlNameTable names)
    {
        var known = new XmlNamespaceManager(names);
        foreach (var (prefix, uri) in namespaces) known.AddNamespace(prefix, uri);
        return XPathExpression.Compile(xpath, known);
    }

    private static List<byte[]> Values(object result)
    {
        if (result is bool truth) return [Encoding.ASCII.GetBytes(truth ? "true" : "false")];
        if (result is not XPathNodeIterator nodes) return [Encoding.UTF8.GetBytes(Convert.ToString(result, CultureInfo.InvariantCulture) ?? "")];
        var values = new List<byte[]>();
        while (nodes.MoveNext()) values.Add(Encoding.UTF8.GetBytes(nodes.Current!.Value));
        return values;
    }
}
