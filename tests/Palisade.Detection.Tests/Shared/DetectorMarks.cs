using System.Text;

namespace Palisade.Detection.Tests.Shared;

/// <summary>What the table says beforehand of every value in which a recogniser finds something.</summary>
internal static class DetectorMarks
{
    /// <summary>Whether a value has one of the bytes or texts; true where nothing is said.</summary>
    public static bool Admit(Detector detector, ReadOnlySpan<byte> value)
    {
        if (detector.OneOf.IsEmpty && detector.Texts.IsEmpty) return true;
        var text = Encoding.Latin1.GetString(value);
        return value.ContainsAny(detector.OneOf.AsSpan()) || detector.Texts.Any(t => text.Contains(t, StringComparison.OrdinalIgnoreCase));
    }
}
