namespace Palisade.Detection.Shell;

/// <summary>What a command does for somebody who may run one.</summary>
internal enum ShellVerb : byte
{
    None,

    /// <summary>Tells about the system; its name is no word of any language.</summary>
    Tells,

    /// <summary>Tells about the system; its name is also a short abbreviation.</summary>
    TellsShortly,

    /// <summary>Tells about the system; its name is also a word or the name of a field.</summary>
    TellsByWord,

    /// <summary>Shows or changes files that its arguments name.</summary>
    Reads,

    /// <summary>Searches: an expression first, then files.</summary>
    Searches,

    /// <summary>Fetches or sends over the network.</summary>
    Fetches,

    /// <summary>Asks the network: a host is enough.</summary>
    Resolves,

    /// <summary>Runs code that its arguments or its input hold.</summary>
    Interprets,

    /// <summary>Waits.</summary>
    Waits,

    /// <summary>Writes its arguments out.</summary>
    Echoes,

    /// <summary>Changes the machine.</summary>
    Administers,

    /// <summary>Manages packages, services or containers: a task first, then what it is done to.</summary>
    Manages,

    /// <summary>Runs the command behind it.</summary>
    Wraps,

    /// <summary>A reserved word in front of a command.</summary>
    Reserved,

    /// <summary>Compares: <c>[</c> and <c>test</c>.</summary>
    Tests,

    /// <summary>A builtin that does nothing by itself.</summary>
    Idle,
}
