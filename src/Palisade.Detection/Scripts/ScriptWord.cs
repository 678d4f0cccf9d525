namespace Palisade.Detection.Scripts;

/// <summary>What a name, or a chain of names, means in a browser.</summary>
internal enum ScriptWord : byte
{
    /// <summary>Nothing that a browser has.</summary>
    Unknown,

    /// <summary>A literal, or what a call gave.</summary>
    Value,

    /// <summary>The global object by one of its names.</summary>
    Global,
    Document,
    Location,
    Navigator,

    /// <summary>A function that shows, runs, loads or sends something.</summary>
    Strong,

    /// <summary>A function that other languages and ordinary text have too.</summary>
    Mild,

    /// <summary>What scripts steal: cookies, stores.</summary>
    Secret,

    /// <summary>What becomes markup when it is assigned.</summary>
    Markup,

    /// <summary>An event handler of an object.</summary>
    Handler,

    /// <summary>A member of the global object by a computed name.</summary>
    Computed,

    /// <summary>The constructor of something: of a function, it makes functions of text.</summary>
    Constructor,

    /// <summary>A keyword before an operand.</summary>
    Prefix,

    /// <summary>A keyword before a parenthesis and a statement.</summary>
    Control,

    /// <summary>An operator that is a word.</summary>
    Infix,
}
