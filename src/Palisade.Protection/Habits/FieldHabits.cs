using System.Numerics;
using System.Runtime.CompilerServices;

namespace Palisade.Protection.Habits;

/// <summary>What is usual at one parameter. Clients are told apart by one of 32 or 64 bits: who sends a thousand requests sets one.</summary>
internal struct FieldHabits
{
    /// <summary>So many clients make something usual.</summary>
    public const int UsualClients = 3;

    /// <summary>So many clients are enough to say what a field never has.</summary>
    public const int EnoughClients = 8;

    // Of a value this much is looked at, when learning as when judging.
    private const int Looked = 1024;
    private const int ShortestLong = 16;
    private const int LengthClasses = 16;

    private ulong _clients;
    private ClassClients _classes;
    private LengthClients _lengths;

    /// <summary>How many clients sent it, of 64 that are told apart.</summary>
    public readonly int Clients => BitOperations.PopCount(_clients);

    /// <summary>Takes one client out, as what is seldom makes room for what may be usual.</summary>
    /// <returns>Whether none is left.</returns>
    public bool Fade() => (_clients &= _clients - 1) == 0;

    /// <summary>Learns one value.</summary>
    public void Learn(int client, ReadOnlySpan<byte> value)
    {
        if ((_clients >> client & 1) == 0) _clients |= 1ul << client;
        var bit = 1u << (client & 31);
        for (var classes = ByteClasses.In(Start(value)); classes != 0; classes &= classes - 1)
        {
            ref var seen = ref _classes[BitOperations.TrailingZeroCount(classes)];
            if ((seen & bit) == 0) seen |= bit;
        }

        ref var length = ref _lengths[LengthOf(value)];
        if ((length & bit) == 0) length |= bit;
    }

    /// <summary>How many kinds of bytes a value has that are not usual here, and whether only one kind is.</summary>
    public readonly (int New, bool OnlyOne) Strange(ReadOnlySpan<byte> value)
    {
        var usual = 0;
        for (var i = 0; i < ByteClasses.Count; i++)
        {
            if (IsUsual(_classes[i])) usual |= 1 << i;
        }

        return (BitOperations.PopCount((uint)(ByteClasses.In(Start(value)) & ~usual)), BitOperations.PopCount((uint)usual) == 1);
    }

    /// <summary>Whether a value is more than about twice as long as those that are usual here.</summary>
    public readonly bool IsLong(ReadOnlySpan<byte> value)
    {
        if (value.Length < ShortestLong) return false;
        var longest = LengthClasses - 1;
        while (longest >= 0 && !IsUsual(_lengths[longest])) longest--;
        return LengthOf(value) > longest + 1;
    }

    private static bool IsUsual(uint clients) => BitOperations.PopCount(clients) >= UsualClients;

    private static int LengthOf(ReadOnlySpan<byte> value) => Math.Min(LengthClasses - 1, BitOperations.Log2((uint)value.Length + 1));

    private static ReadOnlySpan<byte> Start(ReadOnlySpan<byte> value) => value[..Math.Min(value.Length, Looked)];

    [InlineArray(ByteClasses.Count)]
    private struct ClassClients
    {
        private uint _first;
    }

    [InlineArray(LengthClasses)]
    private struct LengthClients
    {
        private uint _first;
    }
}
