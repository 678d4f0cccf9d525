namespace Palisade.Engine.Patterns.Conditions;

/// <summary>
/// How common a text is in what browsers and programs send: a chain of two bytes, counted over 620,000 bytes of request targets, header values, form values,
/// JSON, HTML and English prose. Only choices depend on it, never answers.
/// </summary>
internal static class WebText
{
    // Each digit is three times the bits that a byte costs, 0 to 62.
    private const string Digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-";
    private const double DigitsPerBit = 3;

    // The classes: control bytes, bytes from 0x80, digits, each mark of ASCII in its order, a to z.
    private const string Marks = " !\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";
    private const int Classes = 62;

    private static readonly byte[] ClassOf = [.. Enumerable.Range(0, 256).Select(ToClass)];

    // A byte by itself.
    private const string Alone = "X-MCcHhjTRbQQSKLFKHMMPKPRaafajWgRiRjCIEGCHIIDOKFFDCFNEECIMMLKQ";

    // A byte, the column, after another, the row.
    private static readonly string[] After =
    [
        "H-bTtYyzjishhjacAbXccgagidavqzndizizNQ9KMNJONUULLQNKRMKMPUSVZh",
        "YZMCdIhjTScRRTKLFKHMMQKQRaafajXgSiSjDIEGCIIIDPKFFECFKFECJMMMLR",
        "V-DDzL--SSdnKpODE9GMGigmPxxcj-P-o-o-IIIIICRYOeaRYORThXURagiZhS",
        "u-NZzDg-iZXEnpdiHZYaifZmigbaj-Sai-o-CHCDIAGIFOPDEDFDQGBCKIGJPQ",
        "Y-NEeHikUTdSSULMGLINNQLQSbbgbkXhTjTkDJF6DJJJEQLGGEDGOFFDJNNNMS",
        "Q-TFuWz-djtiikbHWaI7babDWsseN-oxj-B-ILAMJPLHIMWMMHKANPFALMMUaY",
        "X-LCdHhjTScRRTKLDKHMMPKPRaNfajWgSiSjCIEGCIHIDPKFFDCFNEECIMMMLR",
        "X-MCcHhjTRbQQSKLFKHMMPKPRaafajWgRiRjCIEGCHIIDOKFFDCFNEECIMMLKQ",
        "e-BJkOoqaZiYYZRSMROTTWRWYhhmhqdnZpZqJPLNIPPPKWRMMKJMULLJPTTTSY",
        "f-UIlPprbZjZZaSTNSPUUXSXZiVnireoaQarDQMOKOQQLWSNNLKN1MDKQUUTTZ",
        "Y-OAeIjkUTdSSULNGMJNNRLRTccgckYhTkTkEKFICJHIEQMFGEDGPF7DKNLNMS",
        "g-TLlQqrbakZNbTUOTQVVYSYajjojrfoarasHKE9IIHKBN8DHJIBRGFIKL8MTZ",
        "O-U2k9prbZjYYaSMNPPUPXSXZiinireoZqZrKPMOKPQQKWSNNLKMVMMKQUUTSY",
        "f-TJkPoqaZjYYaRSMR4T4XRXYhhmhqenZpZqKPLNJPPPKWRMMLJMVMLJQTTTSY",
        "j-QHsUwyFhrgYiIaGWUbbeZegppupymvhxhyCGCEGAHIENNDFJFCOGCCIIGBQW",
        "l-a4q9vwgfpeeAYZRYVZadXdfootowktfwfx7WSJAJVWGcYTTRQTbSSQWaaZYe",
        "T-QFxb--emwllnLf3eZggjebluuzu-a-m-m-FAOAGLSWQVaGQWMOZQMIFVKPdl",
        "i-CQrQwxYgqfYhZaTTVaTKYegppupxlugxgyQU9JAUQVOIZSJQIQZRSQVXSLXf",
        "p-JSuNz-ljtiiFcdXcIeehcdjssxs-oyj-j-AK6MRJUDUHaMMVQJcSBLBBIBcd",
        "l-J2qDvwgfpeegXZSTDJZdXdfoGsnwatJwfwNSPTOVTUQcURQIPPWQNHUZZWYV",
        "k-Z2qUuwgfoeefXYSXUZZcXcennsnwjtfvZwPVRTPVVVQcXSSQPS5RIPVZZZYe",
        "h-WMFRrtdblaacUVOU4WWZUZOkkpktgqbsbtECOFKFQCEYUCCNMFXNFEFWWVUa",
        "n-FPs6xyShrggiZbIaWbbfZfhqpYpymvhyhyK8IBMNFJLSULJOMFSMJLJRSTYY",
        "h-WLmPrscblaacUVPSRVW1TZbkkpksgpbsbtEPOOLRRSERUOPNMPXOEMSWFVUa",
        "f-ULlPprbakZZbSTNSPUUYSMZiinirfoaqarLQ1OKQQQLXSNNMKDWDMKRDUMTZ",
        "Z-OEfJjlVUdTTUMNGMJOORMRTcchclYiUkUlEHGI4KKKFRMHHFEGPGGEKOOONT",
        "Z-OEf7jlVUeTTVMNHMJOORMRTcchclYi7kUlEJGGEKKJFRMHHFEHPGGEJOMOLT",
        "Y-NDd9ijTScRRTKMFLIMNQKQSbbfbjXgSjSjDJFHCIIIDPLFGEDGOFFDFMMMLR",
        "W-ODfJjlVUdTTUM4HMJOORMRTcchclYPUkUlEKGIEKKKFRMHHFEHPGGEKOOONT",
        "X-MCdHhjTRbRRSKLFKHMMPKPRaafajWgSiSjCIEGCHIIDOKFFDCFNEECIMMLKQ",
        "b-GGhLlnOWgVVQMPJOLQQUOUVeejenbkWmWn9JGKGM6MHTOJIHGJSIFFLQQQPV",
        "Y-MBdINjTScRRTKHFLHMMQKQSbafajXgSjSjBHFHBIIIDPLFFECFOFECJMMKLR",
        "f-UKk1prbZjYYaSTNSPUUXSXZiVnireoZqZrKQMOKPQQLWSNNLKNVMMKQUUTSY",
        "X-MCdHhjTRbRRSKLFGHMMPKPRaafajWgSiSjCIEGCHIIDOKFFDCFNEECIMMLLQ",
        "Z-OEfJjlVTdTTUMNHMJOORMRTcch7lYiUk7lEKGIEJKKFQMHHFEHPGGEKOONMS",
        "X-MCcHhjTRbQQSKLFKHMMPKPRaafajWgRiRjCIEGCHIIDOKFFDCFNEECIMMLKQ",
        "l-SGzW--VognXpNdUZKeFmSRofxgj-g-o-o-RJADQKDZKaSCBBWAd9F7NKSPNW",
        "m-GJtMyzPiehVjKWITVdRYZgirrerznwizi-EKLNGLLTDKGEIR6Lb9KQESdTJV",
        "m-SHxXciQmdlWhKYSWUcTkQkmvvzv-dim-m-8QCQAQUBIQEHTX5MfHJBGYbeQg",
        "i-PAvB--UkfbUlGNMbTcSiJLktsfs-abk-k-8MNG7NOY8QNLROCSgKKKESMeKb",
        "f-SA-E--SSefSpHOMHKYNeDPoPx-x-Shp-p-EIFGKGFXQZXGF7QFPABGVIJEOb",
        "n-HEuYz-VjedWkKNJcVdRhIhjsreseexj-j-DNLNGHXZ9ZZDSU5TaFNIIZVTRd",
        "g-TAuLy-RisiVjFURVAVZgMgdrrbe-nxjzj-EULS6VMHCcXKLF9ObEGLCdTaQE",
        "j-ZEtUyzZidhcjJMNbVcagMgArrvrzdwizizCLPS8RYYDbYQMA8MeFO7NXYaNh",
        "m-WLzY--angnYoQcTgEaelgOnwwjw-s-o-o-JDBDELIbLRICG88EZJD8QIRNgO",
        "i-PNnSstdcmbbdUWPVSUXaUacllqlthqctcu9ROOCRRGEZVOFN4PNP8LIQQWVG",
        "g-XCrJwxQgYfWhIXOUSUVeYegpptbxbbgxgxDUQM9PUD8XTQPOBGcQ5KITJaTf",
        "j-cDxL--WgclVnFDMZTYHjPJluuzu-e-m-P-AVNM7XPZ7jQEWU9PcVJIHVaYKa",
        "j-YGwU--WlZfVmNZCWMaaPdPluuzu-gzl-l-BLVS5OZYBPe9AUCBZULNIgYdSf",
        "e-SAyM--RnemOoIUHMDFIdIRdwv-i-e-n-n-CaFCENAXHWORQOJNjQF5JMfYRf",
        "r-jGza--aofnMpNdSfPbbmhcoxx-x-j-o-o-GLHERIFGNTCHA7CGc8BKHOJNcK",
        "l-eIwT--WlcfYmNGMFONPPdMluuzu-qzl-l-DURQBUTGCiZ7HS99hCJBGPcPGk",
        "i-XLoRtuedncceWVQTTXYb1bdmmrmuirdudvNUPQNSSUOaWHMPOPZNODCXYTWc",
        "g-Y9xL--VmZeWnFPHWSbPkeQmvvzv-b-m-m-ASCJAKLYBfFIBLCPiODEGIWbAl",
        "Z-b9xHe-OEaeLnGHPTLMQfPZQvuhe-e-m-m-GXGS9RTG9jKODSFCPND9HWTbIl",
        "h-aCcF--TobgTpJUDVGZbSLRoxxfh-efi-o-9ZPQ8MUB7fRFEVDLcHEIMgNZFS",
        "o-aFtMyzjiYhcjNcTbYcdgagirrvrzawizizBGHLENGYGZXACCP9ZA8AYUTMbL",
        "i-HGqTvwQfaeUgPTRXTFZdIIeonsnwatfwfw9SIQ5TST8cXPOOIQbPPORZVWWe",
        "k-WFqSuwgfaeegPYEFIWZdXdennsnwktfvfwEURT8QSK5cUPPJCIWFBNSV9UYe",
        "e-MEqOvwTfaeGgJSDRFXXdXdfoosowatfwfw8TLPINTAJcWI6QOITOM8VIZRMX",
        "Z-S6rFwxMgUaIhDPLRJRQe7JgpotbxbugxgxNROSJRRSLHVGKHH9UPDBUaTVZR",
        "g-TJlQqrVakZZbSULONUVYSYajjojrfoarasERNECPQR2XTKOMGNWMBLQUSSKM",
    ];

    private static readonly byte[] CostAlone = Costs(Alone);
    private static readonly byte[] CostAfter = Costs(string.Concat(After));
    private static readonly double[] ChanceAlone = [.. Enumerable.Range(0, 256).Select(b => Chance([(char)b]))];

    /// <summary>The bits that a text costs: it is to be expected at one of two to the power of so many places.</summary>
    /// <param name="text">One character for each byte; case does not count.</param>
    public static double Bits(ReadOnlySpan<char> text)
    {
        var bits = 0;
        var before = -1;
        foreach (var c in text)
        {
            var now = ClassOf[c];
            bits += before < 0 ? CostAlone[now] : CostAfter[(before * Classes) + now];
            before = now;
        }

        return bits / DigitsPerBit;
    }

    /// <summary>The chance to meet a text at a given place.</summary>
    public static double Chance(ReadOnlySpan<char> text) => Math.Pow(2, -Bits(text));

    /// <summary>The chance to meet a byte at a given place.</summary>
    public static double Chance(byte value) => ChanceAlone[value];

    /// <summary>The byte of a text that is to be expected least; of several the first.</summary>
    /// <param name="text">Not empty; one character for each byte.</param>
    public static byte Rarest(string text) => (byte)text.MinBy(c => Chance((byte)c));

    private static byte[] Costs(string digits) => [.. digits.Select(d => (byte)Digits.IndexOf(d))];

    private static byte ToClass(int value) => (byte)((char)value switch
    {
        < ' ' or '\x7f' => 0,
        > '\x7f' => 1,
        >= '0' and <= '9' => 2,
        var c when char.IsAsciiLetter(c) => Classes - 26 + (char.ToLowerInvariant(c) - 'a'),
        var c => 3 + Marks.IndexOf(c),
    });
}
