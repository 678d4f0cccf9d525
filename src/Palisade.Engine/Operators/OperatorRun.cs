namespace Palisade.Engine.Operators;

/// <summary>What an operator may read besides the value, and what it may leave behind. One for each transaction, reused by every rule.</summary>
public sealed class OperatorRun
{
    /// <summary>The most captures kept: TX.0 to TX.9.</summary>
    public const int MaxCaptures = 10;

    // Kept from one transaction to the next; longer captures get a longer buffer for as long as theirs.
    private const int FirstBytes = 1024;

    private readonly Range[] _captures = new Range[MaxCaptures];
    private byte[] _bytes = new byte[FirstBytes];

    /// <summary>The operator's argument with its macros expanded; only set, and only to be read, where the argument has macros.</summary>
    public ReadOnlyMemory<byte> Argument { get; set; }

    /// <summary>Whether the rule has <c>capture</c>: without it an operator need not work out groups.</summary>
    public bool WantsCaptures { get; set; }

    /// <summary>Set by an operator whose limit tripped before it knew the answer; the caller reports it (MSC_PCRE_LIMITS_EXCEEDED) and resets it.</summary>
    public bool LimitExceeded { get; set; }

    /// <summary>The request body as XML, for <c>@validateSchema</c> and <c>@validateDTD</c>; null when the body is none.</summary>
    public System.Xml.XmlDocument? Xml { get; set; }

    /// <summary>The number of the value among the texts of the transaction; below 0 when it has none.</summary>
    public int Text { get; set; } = -1;

    /// <summary>What <c>@detect</c> has found so far.</summary>
    public DetectionMemory Detections { get; } = new();

    /// <summary>Number of captures set since <see cref="Begin"/>.</summary>
    public int CaptureCount { get; private set; }

    /// <summary>Named values an operator found for the request (GEO of <c>@geoLookup</c>), or null.</summary>
    public IReadOnlyList<KeyValuePair<string, byte[]>>? Geo { get; set; }

    /// <summary>Named parts of a path that <c>@restpath</c> found (ARGS_PATH), or null.</summary>
    public IReadOnlyList<KeyValuePair<string, byte[]>>? PathArguments { get; set; }

    /// <summary>Forgets everything, for the next transaction.</summary>
    public void Clear()
    {
        Argument = default;
        WantsCaptures = LimitExceeded = false;
        Xml = null;
        Geo = PathArguments = null;
        CaptureCount = 0;
        Text = -1;
        Detections.Clear();
        if (_bytes.Length > FirstBytes) _bytes = new byte[FirstBytes];
    }

    /// <summary>Forgets the captures of the previous value.</summary>
    public void Begin() => CaptureCount = 0;

    /// <summary>Capture number <paramref name="index"/> (0 is the whole match); empty for a group that took no part.</summary>
    public ReadOnlySpan<byte> this[int index] => index < CaptureCount ? _bytes.AsSpan(_captures[index]) : default;

    /// <summary>Adds the next capture; those past <see cref="MaxCaptures"/> are dropped, as ModSecurity does.</summary>
    public void Capture(ReadOnlySpan<byte> text)
    {
        if (CaptureCount == MaxCaptures) return;
        var start = CaptureCount == 0 ? 0 : _captures[CaptureCount - 1].End.Value;
        if (_bytes.Length - start < text.Length) Array.Resize(ref _bytes, Math.Max(start + text.Length, 2 * _bytes.Length));
        text.CopyTo(_bytes.AsSpan(start));
        _captures[CaptureCount++] = start..(start + text.Length);
    }
}
