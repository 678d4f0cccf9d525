using Palisade.Gateway.Accept;

namespace Palisade.Gateway.Inspect;

/// <summary>A body that inspection is done with: what was read for it, then the rest.</summary>
/// <param name="Held">The bytes already read and counted; valid as long as the exchange.</param>
/// <param name="Rest">What comes after them.</param>
/// <param name="Pending">A read of <paramref name="Rest"/> still under way; null when there is none.</param>
/// <param name="Account">Is told of every byte taken from <paramref name="Rest"/>.</param>
/// <param name="IsWhole">Whether nothing comes after what is held.</param>
internal readonly record struct InspectedBody(ReadOnlyMemory<byte> Held, Stream Rest, PendingRead? Pending, BodyAccount Account, bool IsWhole)
{
    /// <summary>All of it, to be read once.</summary>
    public Stream ToStream() => new ResumedStream(Held, Rest, Pending, Account);
}
