namespace Palisade.Engine.Rules;

/// <summary>A TX variable that a rule names.</summary>
/// <param name="Number">Its number (<see cref="TxNames"/>).</param>
/// <param name="Name">Its name as written.</param>
internal readonly record struct TxVariable(int Number, string Name)
{
    /// <summary>The variable of a name.</summary>
    public static TxVariable Of(string name) => new(TxNames.Intern(name), name);
}
