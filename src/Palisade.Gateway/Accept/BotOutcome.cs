namespace Palisade.Gateway.Accept;

/// <summary>What was done with a request because of who seemed to send it.</summary>
internal enum BotOutcome
{
    /// <summary>No policy asked.</summary>
    NotAsked,

    /// <summary>It went on.</summary>
    Allowed,

    /// <summary>It went on, with an event.</summary>
    Reported,

    /// <summary>It was to be challenged and had a good pass.</summary>
    Passed,

    /// <summary>It was shown the page.</summary>
    Challenged,

    /// <summary>It was to be challenged and could not have run the page.</summary>
    Refused,

    /// <summary>It was blocked.</summary>
    Blocked,

    /// <summary>It brought the answer to a puzzle; the verdict says how that ended.</summary>
    Answered,
}
