using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;

namespace Palisade.Protection.Habits;

/// <summary>SipHash-1-3 with a key of this process: whoever picks names and paths cannot pick those that share a place in a table.</summary>
internal static class KeyedHash
{
    private static readonly (ulong First, ulong Second) Key = (Random(), Random());

    /// <summary>Of bytes behind what was hashed before.</summary>
    /// <param name="before">The hash of what comes before; 0 for nothing.</param>
    public static ulong Of(ReadOnlySpan<byte> bytes, ulong before = 0)
    {
        var (first, second) = (Key.First ^ before, Key.Second);
        var state = new State(first ^ 0x736f6d6570736575, second ^ 0x646f72616e646f6d, first ^ 0x6c7967656e657261, second ^ 0x7465646279746573);
        var last = (ulong)bytes.Length << 56;
        while (bytes.Length >= sizeof(ulong))
        {
            state.Take(BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[sizeof(ulong)..];
        }

        for (var i = 0; i < bytes.Length; i++) last |= (ulong)bytes[i] << (8 * i);
        state.Take(last);
        return state.End();
    }

    private static ulong Random()
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        RandomNumberGenerator.Fill(bytes);
        return BinaryPrimitives.ReadUInt64LittleEndian(bytes);
    }

    private ref struct State(ulong a, ulong b, ulong c, ulong d)
    {
        private ulong _a = a, _b = b, _c = c, _d = d;

        public void Take(ulong word)
        {
            _d ^= word;
            Round();
            _a ^= word;
        }

        public ulong End()
        {
            _c ^= 0xff;
            Round();
            Round();
            Round();
            return _a ^ _b ^ _c ^ _d;
        }

        private void Round()
        {
            _a += _b;
            _b = BitOperations.RotateLeft(_b, 13) ^ _a;
            _a = BitOperations.RotateLeft(_a, 32);
            _c += _d;
            _d = BitOperations.RotateLeft(_d, 16) ^ _c;
            _a += _d;
            _d = BitOperations.RotateLeft(_d, 21) ^ _a;
            _c += _b;
            _b = BitOperations.RotateLeft(_b, 17) ^ _c;
            _c = BitOperations.RotateLeft(_c, 32);
        }
    }
}
