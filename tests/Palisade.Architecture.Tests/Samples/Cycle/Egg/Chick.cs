namespace Palisade.Architecture.Tests.Samples.Cycle.Egg;

/// <summary>Needs a hen in a method body only.</summary>
public sealed class Chick
{
    public string Mother() => Name(typeof(List<Hen.Layer>));

    private static string Name(Type type) => type.Name;
}
