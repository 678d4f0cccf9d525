namespace Palisade.Detection.Scripts;

/// <summary>What a piece of script would do, the strongest last.</summary>
internal enum ScriptEffect : byte
{
    None,

    /// <summary>Calls a function of unknown name.</summary>
    UnknownCall,

    /// <summary>Calls a function that browsers have and others too.</summary>
    MildCall,

    /// <summary>Reads cookies or stores.</summary>
    Secret,

    /// <summary>Hands a function of the browser to another, or gives it another name.</summary>
    Alias,
    Assignment,
    Constructor,
    Computed,
    Call,
}
