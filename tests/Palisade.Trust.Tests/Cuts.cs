namespace Palisade.Trust.Tests;

/// <summary>Every way to damage an input a little.</summary>
internal static class Cuts
{
    /// <summary>Every beginning of it, itself left out.</summary>
    public static IEnumerable<byte[]> Truncations(byte[] whole) => Enumerable.Range(0, whole.Length).Select(length => whole[..length]);

    /// <summary>One for each byte, with that byte changed: by one bit, by all bits, or by some.</summary>
    public static IEnumerable<(int At, byte[] Bytes)> Flips(byte[] whole, Random random)
    {
        for (var at = 0; at < whole.Length; at++)
        {
            foreach (var mask in (byte[])[(byte)(1 << (at % 8)), 0xFF, (byte)random.Next(1, 256)])
            {
                var copy = (byte[])whole.Clone();
                copy[at] ^= mask;
                yield return (at, copy);
            }
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
