using System.Text;
using Palisade.Cli.Explain;

namespace Palisade.Cli.Sandbox.Samples;

/// <summary>
/// Requests that the operator keeps: a folder with one request a file (<c>*.http</c>, as it was sent), which <c>palisade explain</c> reads too. They count as ordinary, but
/// for those whose file's name begins with <c>attack</c>.
/// </summary>
internal static class RecordedSamples
{
    /// <summary>Most files that are read: each is sent to every changed site that it is for.</summary>
    public const int Most = 500;

    private const int MostBytes = 1024 * 1024;

    private static readonly HashSet<string> Ours = new(StringComparer.OrdinalIgnoreCase) { "Host", "Content-Length", "Transfer-Encoding", "Connection", "Expect", "Upgrade" };

    /// <summary>Reads a folder.</summary>
    /// <returns>The requests, and what is not read and why. Requests are many, and one that is damaged keeps no sandbox from its work.</returns>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    public static (IReadOnlyList<Sample> Samples, IReadOnlyList<string> Faults) Read(string folder)
    {
        var (samples, faults) = (new List<Sample>(), new List<string>());
        var files = Directory.GetFiles(folder, "*.http").Order(StringComparer.Ordinal).ToList();
        foreach (var file in files.Take(Most))
        {
            if (new FileInfo(file).Length > MostBytes) faults.Add($"'{file}' is longer than {MostBytes} bytes and is not used");
            else if (Of(Path.GetFileNameWithoutExtension(file), File.ReadAllBytes(file)) is { } sample) samples.Add(sample);
            else faults.Add($"'{file}' holds no request such as 'GET / HTTP/1.1' and its headers, and is not used");
        }

        if (files.Count > Most) faults.Add($"'{folder}' holds {files.Count} requests; the first {Most} by name are used");
        return (samples, faults);
    }

    /// <summary>Makes one of the bytes of a file; null when they are none.</summary>
    internal static Sample? Of(string name, byte[] bytes)
    {
        if (RawMessage.Read(bytes) is not { } message || Line(message) is not { } line) return null;
        var head = new StringBuilder(line).Append("\r\n");
        foreach (var header in message.Headers.Where(h => !h.Name.IsEmpty && !Ours.Contains(RawMessage.Latin1(h.Name))))
            head.Append(RawMessage.Latin1(header.Name)).Append(": ").Append(RawMessage.Latin1(header.Value)).Append("\r\n");
        var host = RawMessage.Values(message.Headers, "Host").FirstOrDefault();
        return new(name, !name.StartsWith("attack", StringComparison.OrdinalIgnoreCase), HostOf(host), Encoding.Latin1.GetBytes(head.ToString()), message.Body);
    }

    private static string? Line(RawMessage message)
    {
        var words = RawMessage.Latin1(message.FirstLine).Split(' ');
        if (words is not [{ Length: > 0 } method, { Length: > 0 } target, .. var rest] || rest.Length > 1 || !method.All(char.IsAsciiLetterUpper)) return null;
        // Those of later versions are kept in this form as well.
        return $"{method} {target} HTTP/1.1";
    }

    private static string? HostOf(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        var colon = text.LastIndexOf(':');
        return colon > 0 && !text.EndsWith(']') ? text[..colon] : text;
    }
}
