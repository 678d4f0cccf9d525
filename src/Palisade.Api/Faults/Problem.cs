namespace Palisade.Api.Faults;

/// <summary>What every answer above 399 holds: a problem of RFC 9457 as <c>application/problem+json</c>, with each fault.</summary>
/// <param name="Type"><c>urn:palisade:problem:</c> and a word that says which it is; stable.</param>
/// <param name="Title">The same for people.</param>
/// <param name="Status">The status of the answer.</param>
/// <param name="Detail">What is wrong with this request, in one sentence.</param>
/// <param name="Faults">Every fault, with its field.</param>
public sealed record Problem(string Type, string Title, int Status, string Detail, IReadOnlyList<Fault> Faults);

/// <summary>One fault.</summary>
/// <param name="Field">The path of the field, as <c>spec.routes[0].origin_pool</c>; empty for the whole.</param>
/// <param name="Message">One sentence.</param>
/// <param name="Object">Which object, as <c>site default/shop</c>; empty where it is about none.</param>
/// <param name="Line">The line of the body it was read from; absent where it was read from none.</param>
/// <param name="Column">Its column.</param>
public sealed record Fault(string Field, string Message, string Object = "", int? Line = null, int? Column = null);
