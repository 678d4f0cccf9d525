namespace Palisade.Trust.Validation;

/// <summary>What to do with peers while no fresh revocation list is there. What the last list names is refused either way.</summary>
public enum StaleLists
{
    /// <summary>Refuse everybody. The default: right for whoever has the lists first, the manager.</summary>
    Refuse,

    /// <summary>Let in who is good but for that. For those who call the manager: they could otherwise never fetch the next list.</summary>
    Accept,
}
