namespace Palisade.Detection.WindowsShell;

/// <summary>What a command of Windows does for somebody who may run one.</summary>
internal enum WindowsVerb : byte
{
    None,

    /// <summary>Tells about the system; its name is no word.</summary>
    Tells,

    /// <summary>Tells or changes something; its name is a word, so that a switch, a path or a variable must follow.</summary>
    Acts,

    /// <summary>Has tasks as its first argument: <c>net user</c>, <c>reg query</c>.</summary>
    Manages,

    /// <summary>Runs, fetches or decodes what its arguments name; its name is no word.</summary>
    Runs,
}
