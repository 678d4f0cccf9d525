using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Palisade.Engine.Geo;

/// <summary>A value of the data section: mostly a map of maps, from which single fields are read by path.</summary>
/// <param name="Data">The section that pointers count from.</param>
/// <param name="Offset">Where the value begins.</param>
internal readonly record struct MmdbRecord(ReadOnlyMemory<byte> Data, int Offset)
{
    // A real record holds some hundred values; what takes more steps to find is not there.
    private const int MaxSteps = 100_000;

    /// <summary>The text, or the number as C prints it, at the end of a path of map keys and array indexes; null when there is none.</summary>
    public byte[]? Text(params ReadOnlySpan<string> path)
    {
        if (Walk(path) is not { } found) return null;
        var content = found.Content(Data.Span);
        return found.Type switch
        {
            MmdbType.Text => content.ToArray(),
            MmdbType.Double when content.Length == 8 => Print(BinaryPrimitives.ReadDoubleBigEndian(content)),
            MmdbType.Float when content.Length == 4 => Print(BinaryPrimitives.ReadSingleBigEndian(content)),
            MmdbType.UInt16 or MmdbType.UInt32 or MmdbType.UInt64 => Encoding.ASCII.GetBytes(ReadNumber(content).ToString(CultureInfo.InvariantCulture)),
            _ => null,
        };
    }

    /// <summary>The unsigned number at the end of a path; null when there is none.</summary>
    public ulong? Number(params ReadOnlySpan<string> path) =>
        Walk(path) is { Type: MmdbType.UInt16 or MmdbType.UInt32 or MmdbType.UInt64 } found ? ReadNumber(found.Content(Data.Span)) : null;

    private static byte[] Print(double number) => Encoding.ASCII.GetBytes(number.ToString("F6", CultureInfo.InvariantCulture));

    private static ulong ReadNumber(ReadOnlySpan<byte> content)
    {
        ulong number = 0;
        foreach (var b in content) number = (number << 8) | b;
        return number;
    }

    private MmdbField? Walk(ReadOnlySpan<string> path)
    {
        var data = Data.Span;
        var steps = MaxSteps;
        var field = MmdbField.Read(data, Offset, ref steps);
        foreach (var step in path)
        {
            var next = field switch
            {
                { Type: MmdbType.Map } map => map.Member(data, step, ref steps),
                { Type: MmdbType.Array } array when step == "0" && array.Size > 0 => array.Start,
                _ => -1,
            };
            if (next < 0) return null;
            field = MmdbField.Read(data, next, ref steps);
        }

        return field;
    }
}
