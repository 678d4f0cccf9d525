using System.Buffers;

namespace Palisade.Detection.Paths;

/// <summary>Where paths begin and end in a text.</summary>
internal static class PathBytes
{
    /// <summary>What cannot stand in the paths that requests name.</summary>
    public static readonly SearchValues<byte> Ends = SearchValues.Create(" \t\r\n\"'`<>=,()|&*{}"u8);

    public static bool EndsToken(byte b) => Ends.Contains(b);
}
