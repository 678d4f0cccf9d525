using System.Text;

namespace Palisade.Detection.Tests.Shared;

/// <summary>A line of a file in <c>Samples</c>: the least confidence, a blank, the value in UTF-8. <c>\n</c> is a line feed, <c>\0</c> a zero.</summary>
internal sealed record SampleText(Confidence Least, byte[] Value, string Line)
{
    public static IEnumerable<SampleText> Attacks(string detector)
    {
        foreach (var line in Lines(detector))
        {
            var blank = line.IndexOf(' ', StringComparison.Ordinal);
            yield return new SampleText(Enum.Parse<Confidence>(line[..blank], ignoreCase: true), Decode(line[(blank + 1)..]), line);
        }
    }

    public static IEnumerable<byte[]> Ordinary() => Lines("ordinary").Select(Decode);

    private static string[] Lines(string name) =>
        File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Samples", name + ".txt"), Encoding.UTF8).Where(line => line.Length > 0).ToArray();

    private static byte[] Decode(string text) => Encoding.UTF8.GetBytes(text.Replace("\\n", "\n", StringComparison.Ordinal).Replace("\\0", "\0", StringComparison.Ordinal));
}
