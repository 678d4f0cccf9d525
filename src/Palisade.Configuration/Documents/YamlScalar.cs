using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Palisade.Configuration.Documents;

/// <summary>What a scalar of YAML means: plain ones may be a number, a flag or nothing; quoted ones are texts.</summary>
internal static class YamlScalar
{
    /// <summary>The node.</summary>
    public static Node ToNode(Scalar scalar, Spot at)
    {
        if (scalar.Style is not ScalarStyle.Plain || scalar.Tag is { IsEmpty: false, Value: "tag:yaml.org,2002:str" }) return Node.OfText(scalar.Value, at);
        return scalar.Value switch
        {
            "" or "~" or "null" or "Null" or "NULL" => Node.OfNothing(at),
            "true" or "True" or "TRUE" => Node.OfFlag(value: true, at),
            "false" or "False" or "FALSE" => Node.OfFlag(value: false, at),
            var text => YamlNumber.ToJson(text) is { } number ? Node.OfNumber(number, at) : Node.OfText(text, at),
        };
    }
}
