using Palisade.Bench.Requests;

namespace Palisade.Bench.SideBySide.Cases;

/// <summary>Something that is measured on every server.</summary>
/// <param name="Name">As <c>--case</c> takes it.</param>
/// <param name="Title">For people.</param>
/// <param name="Requests">Sent in this order, over and over.</param>
/// <param name="Floors">What it must show.</param>
internal sealed record Case(string Name, string Title, IReadOnlyList<Request> Requests, Floors Floors);

/// <summary>What a case must show.</summary>
/// <param name="TimesLessThanModSecurity">CPU of nginx with libmodsecurity over that of Palisade, at least.</param>
/// <param name="TimesBareProxy">CPU of Palisade over that of bare YARP, at most; null for no such floor.</param>
/// <param name="TimesBareLatency">99th percentile of Palisade over that of bare YARP, each at half its load, at most.</param>
internal sealed record Floors(double TimesLessThanModSecurity, double? TimesBareProxy = null, double TimesBareLatency = 2);
