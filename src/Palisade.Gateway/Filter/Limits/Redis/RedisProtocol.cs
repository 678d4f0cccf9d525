using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Palisade.Gateway.Filter.Limits.Redis;

/// <summary>A reply: numbers, a text, or what went wrong.</summary>
/// <param name="Numbers">The numbers of an array, or one alone; null where the reply is a text.</param>
/// <param name="Text">A text; of an error, what it says.</param>
internal readonly record struct RedisReply(long[]? Numbers, string? Text, bool IsError);

/// <summary>What is spoken with Redis: RESP, version 2 (https://redis.io/docs/latest/develop/reference/protocol-spec/), as much of it as scripts need.</summary>
internal static class RedisProtocol
{
    private const int LongestLine = 64 * 1024;

    /// <summary>A command as an array of bulk strings.</summary>
    public static byte[] Command(params ReadOnlySpan<string> words)
    {
        var text = new StringBuilder().Append('*').Append(words.Length).Append("\r\n");
        foreach (var word in words) text.Append('$').Append(Encoding.UTF8.GetByteCount(word)).Append("\r\n").Append(word).Append("\r\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>Reads one reply off the front of what has come.</summary>
    /// <param name="unread">Is moved behind the reply.</param>
    /// <returns>False while it is not all there.</returns>
    /// <exception cref="InvalidDataException">It is not RESP, or more than a script answers.</exception>
    public static bool TryRead(ref ReadOnlySequence<byte> unread, out RedisReply reply)
    {
        var reader = new SequenceReader<byte>(unread);
        if (!TryRead(ref reader, out reply)) return false;

        unread = unread.Slice(reader.Position);
        return true;
    }

    private static bool TryRead(ref SequenceReader<byte> reader, out RedisReply reply)
    {
        reply = default;
        if (!TryReadLine(ref reader, out var line)) return false;
        if (line.Length == 0) throw new InvalidDataException("An empty line in the place of a reply.");

        switch (line[0])
        {
            case (byte)'+':
                reply = new(null, Encoding.UTF8.GetString(line.AsSpan(1)), IsError: false);
                return true;
            case (byte)'-':
                reply = new(null, Encoding.UTF8.GetString(line.AsSpan(1)), IsError: true);
                return true;
            case (byte)':':
                reply = new([Number(line)], null, IsError: false);
                return true;
            case (byte)'$':
                return TryReadText(ref reader, Number(line), out reply);
            case (byte)'*':
                return TryReadNumbers(ref reader, Number(line), out reply);
            default:
                throw new InvalidDataException($"A reply begins with byte {line[0]}.");
        }
    }

    private static bool TryReadText(ref SequenceReader<byte> reader, long length, out RedisReply reply)
    {
        reply = new(null, null, IsError: false);
        if (length < 0) return true;
        if (length > LongestLine) throw new InvalidDataException($"A text of {length} bytes.");
        if (reader.Remaining < length + 2) return false;

        var text = new byte[length];
        reader.TryCopyTo(text);
        reader.Advance(length + 2);
        reply = new(null, Encoding.UTF8.GetString(text), IsError: false);
        return true;
    }

    private static bool TryReadNumbers(ref SequenceReader<byte> reader, long count, out RedisReply reply)
    {
        reply = default;
        if (count is < 0 or > 16) throw new InvalidDataException($"An array of {count}.");

        var numbers = new long[count];
        for (var i = 0; i < count; i++)
        {
            if (!TryReadLine(ref reader, out var line)) return false;
            if (line.Length == 0 || line[0] != (byte)':') throw new InvalidDataException("An array that is not of numbers.");
            numbers[i] = Number(line);
        }

        reply = new(numbers, null, IsError: false);
        return true;
    }

    private static bool TryReadLine(ref SequenceReader<byte> reader, out byte[] line)
    {
        line = [];
        if (!reader.TryReadTo(out ReadOnlySequence<byte> read, "\r\n"u8))
        {
            return reader.Remaining <= LongestLine ? false : throw new InvalidDataException("A line without an end.");
        }

        line = read.ToArray();
        return true;
    }

    private static long Number(ReadOnlySpan<byte> line) =>
        Utf8Parser.TryParse(line[1..], out long number, out var used) && used == line.Length - 1 ? number : throw new InvalidDataException("A number that is none.");
}
