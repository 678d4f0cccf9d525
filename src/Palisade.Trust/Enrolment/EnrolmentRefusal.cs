namespace Palisade.Trust.Enrolment;

/// <summary>Why nobody was enrolled.</summary>
public enum EnrolmentRefusal
{
    /// <summary>There is no such secret or token, or it is another one. Which of the two is not told.</summary>
    NotKnown,

    /// <summary>The token was used.</summary>
    Used,

    /// <summary>Its time is over.</summary>
    Expired,

    /// <summary>There were too many wrong attempts; later a right one will be heard again.</summary>
    TooManyAttempts,

    /// <summary>The signing request is not acceptable. The token was not used up.</summary>
    BadRequest,

    /// <summary>The authority cannot issue at present. The token was not used up.</summary>
    AuthorityUnable,

    /// <summary>Too many others changed the same entry at the same time; asking again helps.</summary>
    Busy,
}
