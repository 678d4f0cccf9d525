namespace Palisade.Engine.Transformations;

/// <summary>Every transformation of the language by name.</summary>
public static class TransformationTable
{
    /// <summary>The shared instance for a name, compared without regard to case; null when there is none. <c>none</c> is not one: it is a word of the rule.</summary>
    public static Transformation? Find(string name) => throw new NotSupportedException(name);
}
