namespace Palisade.Architecture.Tests.Samples.Stairs.Bottom;

/// <summary>Needs nobody.</summary>
public sealed class BottomStep
{
    public int Height { get; init; } = 1;
}
