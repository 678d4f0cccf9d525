using Palisade.Engine.Outcome;

namespace Palisade.Protection.Habits;

/// <summary>What departing from habits weighs, and its words. Never enough by itself: it counts only where an attack was found in the same place.</summary>
internal static class Departures
{
    /// <summary>A parameter that the endpoint does not usually have.</summary>
    public static readonly Departure Name = new(2, "It is in a parameter that this endpoint does not usually have.");

    /// <summary>A type of body that it does not usually get.</summary>
    public static readonly Departure Body = new(1, "It is in a body of a type that this endpoint does not usually get.");

    private static readonly Departure Bytes = new(2, "Its parameter does not usually have bytes of this kind.");
    private static readonly Departure Long = new(1, "It is much longer than its parameter usually is.");
    private static readonly Departure BytesAndLong = new(3, "Its parameter does not usually have bytes of this kind, nor is it usually so long.");
    private static readonly Departure OtherBytes = new(3, "Its parameter usually has bytes of one kind only, and here has several others.");

    /// <summary>Of a value.</summary>
    /// <param name="strange">How many kinds of bytes are new to its parameter.</param>
    /// <param name="onlyOne">Whether its parameter usually has one kind only, as digits.</param>
    public static Departure Of(int strange, bool onlyOne, bool isLong) => strange switch
    {
        0 => isLong ? Long : default,
        > 1 when onlyOne => OtherBytes,
        _ => isLong ? BytesAndLong : Bytes,
    };
}
