using Palisade.Detection.Text;

namespace Palisade.Detection.Jndi;

/// <summary>
/// Look-ups that Apache Commons Text resolves by default up to 1.9 (CVE-2022-42889), <c>script:</c>, <c>dns:</c> and <c>url:</c>, and those of Log4j
/// and Commons Configuration that tell about the machine.
/// </summary>
internal static class Interpolation
{
    private static readonly WordMap<bool> Telling = new((true, "sys java ctx main marker bundle jvmrunargs docker k8s web spring event"));

    private static readonly byte[][] Secrets = ["SECRET"u8.ToArray(), "TOKEN"u8.ToArray(), "PASSW"u8.ToArray(), "AWS_"u8.ToArray(), "PRIVATE"u8.ToArray(), "CREDENTIAL"u8.ToArray()];

    /// <summary>Judges the evaluated inside of <c>${...}</c>.</summary>
    /// <param name="name">The inside.</param>
    /// <param name="isWhole">Whether nothing stands around it: documents and settings show such look-ups too.</param>
    public static Finding? Judge(ReadOnlySpan<byte> name, bool isWhole)
    {
        var colon = name.IndexOf((byte)':');
        if (colon < 2 || colon + 1 >= name.Length) return null;
        var kind = name[..colon];
        var rest = name[(colon + 1)..];
        if (Is(kind, "script"u8) && rest.Contains((byte)':')) return Find(Confidence.High, "holds a look-up that runs script");
        if (Is(kind, "dns"u8) && rest.Contains((byte)'|')) return Find(Confidence.High, "holds a look-up that asks a name server");
        if (Is(kind, "url"u8) && rest.IndexOf("://"u8) > 0) return Find(Confidence.High, "holds a look-up that loads a URL");
        if (!isWhole) return null;
        if (Telling.TryGetAnyCase(kind, out _)) return Find(Confidence.Medium, "holds a look-up that tells about the machine");
        return Is(kind, "env"u8) && NamesSecret(rest) ? Find(Confidence.Medium, "holds a look-up of a secret in the environment") : null;
    }

    private static Finding Find(Confidence confidence, string reason) => new(confidence, 0, 0, reason);

    private static bool Is(ReadOnlySpan<byte> kind, ReadOnlySpan<byte> word) => System.Text.Ascii.EqualsIgnoreCase(kind, word);

    private static bool NamesSecret(ReadOnlySpan<byte> name)
    {
        foreach (var secret in Secrets)
        {
            if (name.IndexOf(secret) >= 0) return true;
        }

        return false;
    }
}
