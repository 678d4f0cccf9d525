namespace Palisade.Architecture.Tests.Samples.Cycle.Hen;

/// <summary>Needs an egg in a signature.</summary>
public abstract class Layer
{
    public abstract IReadOnlyList<Egg.Chick> Lay();
}
