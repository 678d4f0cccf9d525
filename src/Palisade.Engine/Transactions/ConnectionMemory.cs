using Palisade.Engine.Programs;

namespace Palisade.Engine.Transactions;

/// <summary>
/// What the engine remembers of the requests of one connection: what scanners and rules said of the values of headers and cookies, which a client sends again with each
/// request. It belongs to the connection, as HPACK's table of header fields does and for the same reason (RFC 7541, section 7.1): nobody can find out from the time that an
/// answer takes what others sent. Credentials, arguments and addresses are never in it. Requests of a connection may use it at once.
/// </summary>
public sealed class ConnectionMemory
{
    /// <summary>The most values that it keeps, each of at most <see cref="LongestText"/> bytes; about 1.6 KiB for the longest.</summary>
    private const int MostTexts = 32;

    private const int LongestText = 1024;

    private Remembered? _remembered;

    /// <summary>Forgets everything.</summary>
    public void Clear() => Volatile.Write(ref _remembered, null);

    /// <summary>What is known of values to some rules. It starts anew when they are others than those of the request before.</summary>
    internal KnownTexts Of(InspectionProgram program)
    {
        var remembered = Volatile.Read(ref _remembered);
        if (ReferenceEquals(remembered?.Program, program)) return remembered.Texts;
        remembered = new(program, new(MostTexts, LongestText, program.ConditionWords));
        Volatile.Write(ref _remembered, remembered);
        return remembered.Texts;
    }

    private sealed record Remembered(InspectionProgram Program, KnownTexts Texts);
}
