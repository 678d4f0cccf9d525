namespace Palisade.Gateway.Accept;

/// <summary>Why bytes passed that no rule saw.</summary>
internal enum UninspectedReason
{
    /// <summary>The body goes on past the inspected budget.</summary>
    BeyondLimit,

    /// <summary>A gRPC call: both sides talk at once, so the body cannot be held.</summary>
    BidirectionalStream,

    /// <summary>A WebSocket or another upgraded connection.</summary>
    Upgrade,

    /// <summary>The rules ask for no bodies, or not for bodies of this type.</summary>
    NotAskedFor,

    /// <summary>The content coding is unknown or the body is not what it says.</summary>
    Undecodable,

    /// <summary>Unpacked, the body is larger than the limit for that.</summary>
    Bomb,

    /// <summary>The response came too slowly to be held any longer.</summary>
    SlowResponse,

    /// <summary>The memory for held bodies was used up, or the engine failed, and the operator chose open.</summary>
    FailedOpen,
}
