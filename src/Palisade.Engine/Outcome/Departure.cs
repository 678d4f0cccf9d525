using Palisade.Engine.Http;

namespace Palisade.Engine.Outcome;

/// <summary>How far a part of a request is from what is usual at its endpoint; default for not at all.</summary>
/// <param name="Weight">In the unit of <c>evidence</c>; 0 for what is usual.</param>
/// <param name="Reason">In words, about what was found there. Nothing that a client sent stands in it.</param>
public readonly record struct Departure(int Weight, string Reason);

/// <summary>Where in a request something was found, as far as endpoints have habits.</summary>
public enum RequestPart
{
    /// <summary>The value of a parameter, of query or body.</summary>
    ParameterValue,

    /// <summary>The name of one.</summary>
    ParameterName,

    /// <summary>The body, where it has no parameters or is looked at as a whole.</summary>
    Body,
}

/// <summary>Says how far a part of a request is from what is usual. Asked only where evidence was found; must not throw.</summary>
/// <param name="name">The parameter's, as received; empty for <see cref="RequestPart.Body"/>.</param>
/// <param name="value">Its value, decoded as parameters are.</param>
public delegate Departure HabitCheck(RequestHead head, RequestPart part, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value);
