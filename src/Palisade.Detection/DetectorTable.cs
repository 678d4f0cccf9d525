using System.Collections.Frozen;
using System.Collections.Immutable;
using Palisade.Detection.Evasions;
using Palisade.Detection.Html;
using Palisade.Detection.Scripts;
using Palisade.Detection.Sql;

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
        Jndi.JndiLookup.Row,
        Paths.PathTraversal.Row,
        Php.PhpCode.Row,
        new("script", 6, [.. "(`='\""u8], ScriptInjection.Detect),
        Serialization.SerializedObject.Row,
        Shell.ShellInjection.Row,
        new("sql", 3, [.. NoWord], value => SqlInjection.Detect(value) is { } f ? new(f.Confidence, f.Offset, f.Length, f.Reason) : null),
        Templates.TemplateInjection.Row,
        WindowsShell.WindowsCommand.Row,
        new("xss", 5, [.. "<=:&"u8], value => Xss.Detect(value) is { } f ? new(f.Confidence, f.Offset, f.Length, f.Reason) : null),
    ];
}
