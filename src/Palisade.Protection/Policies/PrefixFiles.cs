using Palisade.Configuration.Policies;
using Palisade.Engine.Addresses;
using Palisade.Protection.Policies.Matching;
using Palisade.Protection.Policies.Reading;
using Palisade.SecLang;

namespace Palisade.Protection.Policies;

/// <summary>Reads prefix sets: what stands in the policy, and one prefix on each line of a file. Bad lines are told with their places.</summary>
internal static class PrefixFiles
{
    private const long MostBytes = 1L << 30;
    private const int MostFaults = 100;

    /// <summary>The set. Where there are faults, it is not for use.</summary>
    /// <param name="file">The file that the set names, whole; null for none.</param>
    public static PrefixSet Read(PolicyDocument document, IpPrefixSetConfig config, string? file, List<Diagnostic> faults)
    {
        var builder = new PrefixSet.Builder();
        for (var i = 0; i < config.Prefixes.Count; i++)
        {
            if (!builder.TryAdd(ByteText.Of(config.Prefixes[i]))) faults.Add(document.Fault(new($"spec.prefixes[{i}]", $"'{config.Prefixes[i]}' is not an address or a prefix in full, such as 10.0.0.0/8.")));
        }

        if (file is not null) Read(file, builder, faults);
        return builder.Build();
    }

    private static void Read(string file, PrefixSet.Builder builder, List<Diagnostic> faults)
    {
        try
        {
            if (new FileInfo(file).Length <= MostBytes) Read(file, File.ReadAllBytes(file), builder, faults);
            else faults.Add(Fault(file, 1, 1, $"'{file}' is larger than 1 GiB"));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            faults.Add(Fault(file, 1, 1, $"'{file}' cannot be read: {fault.Message}"));
        }
    }

    private static void Read(string file, ReadOnlySpan<byte> text, PrefixSet.Builder builder, List<Diagnostic> faults)
    {
        var (line, found) = (0, 0);
        foreach (var range in text.Split((byte)'\n'))
        {
            line++;
            var whole = text[range];
            var comment = whole.IndexOf((byte)'#');
            var prefix = (comment < 0 ? whole : whole[..comment]).Trim(" \t\r"u8);
            if (prefix.IsEmpty || builder.TryAdd(prefix)) continue;
            if (++found <= MostFaults) faults.Add(Fault(file, line, 1 + whole.IndexOf(prefix), $"'{Shown(prefix)}' is not an address or a prefix such as 10.0.0.0/8 or 2001:db8::/32"));
        }

        if (found > MostFaults) faults.Add(Fault(file, line, 1, $"There are {found - MostFaults} more such lines"));
    }

    private static string Shown(ReadOnlySpan<byte> text) => new([.. System.Text.Encoding.Latin1.GetString(text[..Math.Min(60, text.Length)]).Select(c => char.IsControl(c) ? '?' : c)]);

    private static Diagnostic Fault(string file, int line, int column, string message) => new(new(file, line, column), DiagnosticSeverity.Error, PolicyCodes.DataFile, message);
}
