namespace Palisade.Configuration;

/// <summary>What a gateway does with what it finds.</summary>
public enum OperationMode
{
    /// <summary>Everything is inspected and reported; nothing is blocked. The default, so that a first day in front of an application breaks nothing.</summary>
    Simulation,

    /// <summary>Everything is inspected and reported; what the rules refuse is blocked.</summary>
    Active,

    /// <summary>Nothing is let through: every request is answered with 503 and a support id. This takes the application off the network; it does not switch the protection off.</summary>
    Disabled,
}
