namespace Palisade.Detection;

/// <summary>How sure a recogniser is of its finding.</summary>
public enum Confidence
{
    /// <summary>The shape of an attack that ordinary text could, rarely, have too.</summary>
    Low,

    /// <summary>A sound attack with parts missing, or a complete one in a place where a document could show it.</summary>
    Medium,

    /// <summary>The value leaves its place and continues as code; no ordinary text reads like this.</summary>
    High,
}
