using System.Globalization;
using Palisade.Configuration;
using Palisade.Configuration.Documents;
using Palisade.Configuration.Policies;
using Palisade.SecLang;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Palisade.Protection.Policies.Reading;

/// <summary>One object as read, with the text it came from: whoever finds a fault in it later can say where it is.</summary>
public sealed class PolicyDocument
{
    private readonly YamlMappingNode _root;

    internal PolicyDocument(string file, YamlMappingNode root, PolicyObject policy) => (File, _root, Object) = (file, root, policy);

    /// <summary>The file it is in.</summary>
    public string File { get; }

    /// <summary>What was read.</summary>
    public PolicyObject Object { get; }

    /// <summary>The same under another name.</summary>
    internal PolicyDocument Called(string name) => new(File, _root, Object with { Metadata = Object.Metadata with { Name = name } });

    /// <summary>A fault at the field it is about, or at the nearest one around it that is written.</summary>
    public Diagnostic Fault(ConfigFault fault, string code = PolicyCodes.Value) =>
        new(At(fault.Field), DiagnosticSeverity.Error, code, $"{Object.Kind} '{Object.Metadata.Name}', {fault.Field}: {fault.Message}");

    /// <summary>The place of a field.</summary>
    /// <param name="field">As <c>spec.rules[2].client</c>.</param>
    public Place At(string field)
    {
        YamlNode node = _root;
        foreach (var step in FieldPath.Steps(field))
        {
            var inner = node switch
            {
                YamlMappingNode map when map.Children.TryGetValue(new YamlScalarNode(step), out var found) => found,
                YamlSequenceNode list when int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < list.Children.Count => list.Children[index],
                _ => null,
            };
            if (inner is null) break;
            node = inner;
        }

        return At(File, node.Start);
    }

    internal static Place At(string file, Mark mark) => new(file, (int)mark.Line, (int)mark.Column);
}
