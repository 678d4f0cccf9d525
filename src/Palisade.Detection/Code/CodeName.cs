namespace Palisade.Detection.Code;

/// <summary>What makes a name of a program telling.</summary>
internal enum CodeName : byte
{
    None,

    /// <summary>Telling when it is called, or a member of it is used.</summary>
    Used,

    /// <summary>Telling when it is called with a text.</summary>
    CalledWithText,

    /// <summary>Telling when it is called with the text of a path.</summary>
    Opens,

    /// <summary>Telling as a whole, not when a member of it is asked for.</summary>
    Dumped,

    /// <summary>A module whose loading is telling.</summary>
    Module,
}
