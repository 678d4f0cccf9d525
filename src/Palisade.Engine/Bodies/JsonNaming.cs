namespace Palisade.Engine.Bodies;

/// <summary>How the values of a JSON body are named. Engines differ, and exclusions are written against the names.</summary>
/// <remarks>
/// The default is ModSecurity v3's. The CRS names no element of an array, so both pass its tests, and v3 is the
/// engine whose exclusions operators bring along.
/// </remarks>
public enum JsonNaming
{
    /// <summary><c>{"a":[{"b":1}]}</c> gives <c>json.a.array_0.b</c>.</summary>
    ModSecurity,

    /// <summary><c>{"a":[{"b":1}]}</c> gives <c>json.a.0.b</c>, and <c>json.a</c> with the number of elements.</summary>
    Coraza,
}
