using System.Collections.Frozen;
using System.Collections.Immutable;
using Palisade.Detection.Evasions;
using Palisade.Detection.Headers;
using Palisade.Detection.Html;
using Palisade.Detection.Ldap;
using Palisade.Detection.Mail;
using Palisade.Detection.Markup;
using Palisade.Detection.NoSql;
using Palisade.Detection.Scripts;
using Palisade.Detection.Sql;
using Palisade.Detection.Targets;
using Palisade.Detection.XPaths;

namespace Palisade.Detection;

/// <summary>The recognisers, by the words that signature files use. The one list.</summary>
public static class DetectorTable
{
    /// <summary>Every recogniser by its name.</summary>
    public static FrozenDictionary<string, Detector> All { get; } = Rows().ToFrozenDictionary(d => d.Name, StringComparer.Ordinal);

    private static IEnumerable<byte> High => Enumerable.Range(0xC0, 0x40).Select(b => (byte)b);

    private static IEnumerable<byte> NoWord => Enumerable.Range(0, 0x100).Select(b => (byte)b).Where(b => !char.IsAsciiLetterOrDigit((char)b) && b is not ((byte)'_' or (byte)'.'));

    private static ImmutableArray<Detector> Rows() =>
    [
        // One row each, in the order of their names.
        Code.ServerCode.Row,
        new("evasion", 1, [.. "%&\\/\0"u8, .. High], Evasion.Detect),
        new("header", 6, [(byte)'\r', (byte)'\n', 0xE5], HeaderInjection.Detect),
        Jndi.JndiLookup.Row,
        new("ldap", 3, [.. "()"u8], LdapInjection.Detect),
        new("mail", 5, [.. "\r\n@"u8], MailInjection.Detect),
        new("nosql", 4, [.. "$'\"(\n|&;"u8], NoSqlInjection.Detect),
        Paths.PathTraversal.Row,
        Php.PhpCode.Row,
        new("script", 6, [.. "(`='\""u8], ScriptInjection.Detect),
        Serialization.SerializedObject.Row,
        Shell.ShellInjection.Row,
        new("sql", 3, [.. NoWord], value => SqlInjection.Detect(value) is { } f ? new(f.Confidence, f.Offset, f.Length, f.Reason) : null),
        new("ssrf", 6, [.. ":/"u8], RequestForgery.Detect),
        Templates.TemplateInjection.Row,
        WindowsShell.WindowsCommand.Row,
        new("xml", 7, [.. "<"u8], XmlInjection.Detect),
        new("xpath", 6, [.. "(|"u8], XPathInjection.Detect),
        new("xss", 5, [.. "<=:&"u8], value => Xss.Detect(value) is { } f ? new(f.Confidence, f.Offset, f.Length, f.Reason) : null),
    ];
}
