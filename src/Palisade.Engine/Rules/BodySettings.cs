namespace Palisade.Engine.Rules;

/// <summary>What happens to a body longer than the inspected budget.</summary>
public enum BodyLimitAction
{
    /// <summary>The request is refused (413) or the response replaced, when the engine is On.</summary>
    Reject,

    /// <summary>The first bytes are inspected, the rest flows on and is reported as uninspected.</summary>
    ProcessPartial,
}

/// <summary>Which bodies the rules want to see, and how much of them.</summary>
/// <param name="Access"><c>SecRequestBodyAccess</c> or <c>SecResponseBodyAccess</c>.</param>
/// <param name="LimitBytes"><c>SecRequestBodyLimit</c> or <c>SecResponseBodyLimit</c>.</param>
public readonly record struct BodySettings(bool Access, long LimitBytes, BodyLimitAction LimitAction);
