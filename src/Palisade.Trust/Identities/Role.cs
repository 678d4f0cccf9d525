namespace Palisade.Trust.Identities;

/// <summary>What a component does, and so what it may ask of others. In an identity it is written in lower case.</summary>
public enum Role
{
    /// <summary>Keeps the configuration, signs snapshots, issues identities.</summary>
    Manager,

    /// <summary>Serves traffic.</summary>
    Gateway,

    /// <summary>Takes in the events of a point of presence.</summary>
    Collector,

    /// <summary>Carries events to where they are kept.</summary>
    Lumberjack,

    /// <summary>A gateway without traffic that tries snapshots out.</summary>
    Sandbox,
}
