namespace Palisade.Bench.Micro.Cases;

/// <summary>A piece of work that is measured by itself.</summary>
/// <param name="Name">As the command line takes it.</param>
/// <param name="Title">For people.</param>
/// <param name="Prepare">Makes what the work needs, once, and gives back the work.</param>
/// <param name="MostBytes">How much it may allocate or keep each time; null for no such floor.</param>
/// <param name="Keeps">Whether the work keeps what it makes; its bytes are then those that stay, not all that it allocates.</param>
internal sealed record MicroCase(string Name, string Title, Func<Action> Prepare, double? MostBytes = null, bool Keeps = false);
