namespace Palisade.Protection.Apis.Schemas;

/// <summary>One thing that a schema asks for. Immutable.</summary>
internal abstract class Keyword
{
    /// <summary>Whether a value fulfils it; if not, the run was told what was expected.</summary>
    /// <param name="at">The value's entry.</param>
    /// <param name="seen">Receives the members and items that were looked at; null when nobody asks.</param>
    public abstract bool Holds(SchemaRun run, int at, Evaluated? seen);

    /// <summary>Schemas that look at the same value, for finding schemas that contain themselves, and shapes.</summary>
    public virtual IEnumerable<Schema> InPlace => [];

    /// <summary>Schemas that look at what is inside the value.</summary>
    public virtual IEnumerable<Schema> Inside => [];
}
