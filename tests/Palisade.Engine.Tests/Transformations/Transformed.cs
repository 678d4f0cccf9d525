using System.Buffers;
using System.Text;
using Palisade.Engine.Transformations;

namespace Palisade.Engine.Tests.Transformations;

/// <summary>Runs transformations for the tests; text is Latin-1, one character for each byte.</summary>
internal static class Transformed
{
    public static byte[] Bytes(Transformation transformation, ReadOnlySpan<byte> value)
    {
        var output = new ArrayBufferWriter<byte>();
        return transformation.Apply(value, output) ? output.WrittenSpan.ToArray() : value.ToArray();
    }

    public static string Text(string name, string value) => Text(TransformationTable.Find(name)!, value);

    public static string Text(Transformation transformation, string value) =>
        Encoding.Latin1.GetString(Bytes(transformation, Encoding.Latin1.GetBytes(value)));
}
