using Palisade.Detection.Text;

namespace Palisade.Detection.Jndi;

/// <summary>
/// Finds look-ups such as <c>${jndi:ldap://...}</c> that Log4j 2 would resolve (CVE-2021-44228), and those of its relatives. The text in <c>${...}</c> is evaluated as
/// Log4j's substitutor does, inner look-ups and defaults first, so that no way of writing the four letters differs from another.
/// </summary>
public static class JndiLookup
{
    /// <summary>This recogniser in the table.</summary>
    internal static Detector Row { get; } = new("jndi", 7, [(byte)'$'], Detect);

    /// <summary>Looks for a look-up that loads code or tells a secret to another server.</summary>
    /// <param name="value">The value as the application would log it, decoded. Any bytes, any length; the time is linear in it.</param>
    /// <returns>The first finding; null when the value is harmless.</returns>
    public static Finding? Detect(ReadOnlySpan<byte> value)
    {
        var at = 0;
        while (at < value.Length)
        {
            var open = value[at..].IndexOf("${"u8);
            if (open < 0) return null;
            at += open;
            var end = Read(value, at, out var finding);
            if (finding is not null) return finding;
            at = Math.Max(end, at + 2);
        }

        return null;
    }

    private static int Read(ReadOnlySpan<byte> value, int at, out Finding? finding)
    {
        Span<byte> buffer = stackalloc byte[JndiSubstitutor.MaxResult];
        var substitutor = new JndiSubstitutor(value, at + 2, buffer);
        substitutor.Run();
        finding = null;
        var length = Math.Min(value.Length, substitutor.End) - at;
        if (IsJndi(substitutor.Name))
        {
            var disguised = substitutor.Nested > 0 && !substitutor.IsPlainPrefix;
            finding = new Finding(Confidence.High, at, length, disguised ? "writes a JNDI look-up in pieces that a logger puts together" : "holds a JNDI look-up, which a logger would follow");
        }
        else if (Interpolation.Judge(substitutor.Name, at == 0 && substitutor.End >= value.Length) is { } interpolation)
        {
            finding = interpolation with { Offset = at, Length = length };
        }
        else if (substitutor.Disguises > 1 && HasScheme(substitutor.Name))
        {
            finding = new Finding(Confidence.High, at, length, "puts the name of a look-up and its protocol together from pieces");
        }
        else if (substitutor.Nested > 0 && StartsLikeJndi(substitutor.Name) && HasScheme(substitutor.Name))
        {
            finding = new Finding(Confidence.High, at, length, "holds something close to a JNDI look-up, written in pieces");
        }

        return substitutor.End;
    }

    private static bool IsJndi(ReadOnlySpan<byte> name)
    {
        name = name.TrimStart(" \t\r\n"u8);
        return name.Length > 5 && System.Text.Ascii.EqualsIgnoreCase(name[..4], "jndi"u8) && name[4] == ':';
    }

    private static bool StartsLikeJndi(ReadOnlySpan<byte> name) => name.Length > 3 && System.Text.Ascii.EqualsIgnoreCase(name[..2], "jn"u8);

    private static bool HasScheme(ReadOnlySpan<byte> name)
    {
        foreach (var colon in (ReadOnlySpan<int>)[0, 1, 2])
        {
            var at = NthColon(name, colon);
            if (at < 0) return false;
            var start = at;
            while (start > 0 && ByteClass.IsLetter(name[start - 1])) start--;
            if (IsScheme(name[start..at])) return true;
        }

        return false;
    }

    private static int NthColon(ReadOnlySpan<byte> name, int n)
    {
        for (var i = 0; i < name.Length; i++)
        {
            if (name[i] == ':' && n-- == 0) return i;
        }

        return -1;
    }

    private static bool IsScheme(ReadOnlySpan<byte> word) => Schemes.TryGetAnyCase(word, out _);

    // The protocols for which a Java runtime has a provider.
    private static readonly WordMap<bool> Schemes = new((true, "ldap ldaps rmi dns nis nds corba iiop http https"));
}
