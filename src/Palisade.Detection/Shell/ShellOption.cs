namespace Palisade.Detection.Shell;

/// <summary>Options by which programs that take the value as a name run another one: an argument, not a command, is injected.</summary>
internal static class ShellOption
{
    private static readonly byte[][] Options =
    [
        "-oProxyCommand="u8.ToArray(), "-oPermitLocalCommand="u8.ToArray(), "--use-askpass="u8.ToArray(), "--checkpoint-action="u8.ToArray(), "--to-command="u8.ToArray(),
        "--upload-pack="u8.ToArray(), "--receive-pack="u8.ToArray(), "--rsh="u8.ToArray(), "--use-compress-program="u8.ToArray(), "--post-file="u8.ToArray(), "--config=core."u8.ToArray(),
    ];

    public static Finding? Find(ReadOnlySpan<byte> value)
    {
        if (value.Length < 8 || value[0] != '-') return null;
        foreach (var option in Options)
        {
            if (value.StartsWith(option)) return new Finding(Confidence.High, 0, option.Length, "is an option by which a program runs another one or sends a file");
        }

        return null;
    }
}
