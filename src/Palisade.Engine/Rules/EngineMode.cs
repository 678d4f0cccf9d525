namespace Palisade.Engine.Rules;

/// <summary><c>SecRuleEngine</c>.</summary>
public enum EngineMode
{
    /// <summary>No rule runs.</summary>
    Off,

    /// <summary>Rules run and report; nothing is interrupted.</summary>
    DetectionOnly,

    /// <summary>Rules run and may interrupt.</summary>
    On,
}
