namespace Palisade.Bench.Fleet.Running;

/// <summary>What a fleet is made of.</summary>
/// <param name="Program">The executable.</param>
/// <param name="Gateways">How many.</param>
/// <param name="Postgres">Whether the objects are in PostgreSQL; otherwise in a file of the manager's.</param>
internal sealed record FleetPlan(string Program, int Gateways, bool Postgres);
