using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace Palisade.Gateway.Filter.Challenges;

/// <summary>What a browser has to work out: a signed text for which it finds a number, so that the hash of both begins with enough zero bits.</summary>
/// <param name="Nonce">Makes it the only one of its kind.</param>
/// <param name="Difficulty">Leading zero bits that are wanted.</param>
/// <param name="PassSeconds">How long passing it holds.</param>
internal readonly record struct Puzzle(UInt128 Nonce, DateTimeOffset Issued, int Difficulty, int PassSeconds)
{
    /// <summary>How long a puzzle can be answered: long enough for the slowest telephone and a tab in the background.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    private const byte Purpose = (byte)'Z';

    // Of which two are spare: see Sealed.
    private const int Bytes = 31;
    private const int MostAnswerLength = 16;

    /// <summary>A new one.</summary>
    public static Puzzle New(DateTimeOffset now, int difficulty, int passSeconds)
    {
        Span<byte> nonce = stackalloc byte[16];
        RandomNumberGenerator.Fill(nonce);
        return new(BinaryPrimitives.ReadUInt128BigEndian(nonce), Time(now), difficulty, passSeconds);
    }

    /// <summary>A time as exactly as puzzles keep it.</summary>
    public static DateTimeOffset Time(DateTimeOffset time) => DateTimeOffset.FromUnixTimeMilliseconds(time.ToUnixTimeMilliseconds());

    /// <summary>The text of the puzzle.</summary>
    public string Write(SigningKey key, ChallengedClient client)
    {
        Span<byte> payload = stackalloc byte[Bytes];
        payload.Clear();
        BinaryPrimitives.WriteUInt128BigEndian(payload, Nonce);
        BinaryPrimitives.WriteInt64BigEndian(payload[16..], Issued.ToUnixTimeMilliseconds());
        payload[24] = (byte)Difficulty;
        BinaryPrimitives.WriteInt32BigEndian(payload[25..], PassSeconds);
        return Sealed.Seal(key, Purpose, payload, client);
    }

    /// <summary>Reads a text; false for one that is not ours or another client's.</summary>
    /// <param name="key">The key that signed it.</param>
    public static bool TryRead(KeyRing keys, ReadOnlySpan<byte> text, ChallengedClient client, out Puzzle puzzle, [NotNullWhen(true)] out SigningKey? key)
    {
        puzzle = default;
        Span<byte> payload = stackalloc byte[Bytes];
        if (!Sealed.TryOpen(keys, Purpose, text, client, payload, out key)) return false;
        puzzle = new(
            BinaryPrimitives.ReadUInt128BigEndian(payload),
            DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64BigEndian(payload[16..])),
            payload[24],
            BinaryPrimitives.ReadInt32BigEndian(payload[25..]));
        return true;
    }

    /// <summary>
    /// A word that stands in the page's style sheet and not in its script: whoever answers must have read both, as a browser does. It is worked out from
    /// the puzzle again when the answer comes.
    /// </summary>
    public string Word(SigningKey key)
    {
        Span<byte> message = stackalloc byte[17];
        message[0] = (byte)'W';
        BinaryPrimitives.WriteUInt128BigEndian(message[1..], Nonce);
        Span<byte> word = stackalloc byte[6];
        key.Sign(message, word);
        return Convert.ToHexStringLower(word);
    }

    /// <summary>Whether a number solves it: SHA-256 over <c>PUZZLE.WORD.NUMBER</c>.</summary>
    public bool IsSolvedBy(string text, string word, string answer)
    {
        if (answer.Length is 0 or > MostAnswerLength || !Ascii.IsValid(answer)) return false;
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(Encoding.ASCII.GetBytes($"{text}.{word}.{answer}"), hash);
        return BitOperations.LeadingZeroCount(BinaryPrimitives.ReadUInt64BigEndian(hash)) >= Difficulty;
    }
}
