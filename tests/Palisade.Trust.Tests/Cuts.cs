namespace Palisade.Trust.Tests;

/// <summary>Every way to damage an input a little.</summary>
internal static class Cuts
{
    /// <summary>Every beginning of it, itself left out.</summary>
    public static IEnumerable<byte[]> Truncations(byte[] whole) => Enumerable.Range(0, whole.Length).Select(length => whole[..length]);

    /// <summary>One for each byte, with some bits of that byte changed.</summary>
    public static IEnumerable<(int At, byte[] Bytes)> Flips(byte[] whole, Random random)
    {
        for (var at = 0; at < whole.Length; at++)
        {
            var copy = (byte[])whole.Clone();
            copy[at] ^= (byte)random.Next(1, 256);
            yield return (at, copy);
        }
    }

    /// <summary>Bytes of chance, of many lengths.</summary>
    public static IEnumerable<byte[]> Noise(Random random, int count, int longest)
    {
        for (var i = 0; i < count; i++)
        {
            var bytes = new byte[random.Next(longest)];
            random.NextBytes(bytes);
            yield return bytes;
        }
    }
}
