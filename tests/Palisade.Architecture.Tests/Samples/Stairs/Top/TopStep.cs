namespace Palisade.Architecture.Tests.Samples.Stairs.Top;

/// <summary>Needs the lower step inside a lambda inside a method.</summary>
public sealed class TopStep
{
    public Func<int> Down() => () => new Bottom.BottomStep().Height;
}
