namespace Palisade.Trust.Enrolment;

/// <summary>What enrolment needs of where grants are kept.</summary>
/// <param name="Find">The grant of that id, or null.</param>
/// <param name="TryReplace">
/// Keeps the grant in the place of the one with the same id, if that one's revision is one less than the new one's, in one
/// step. False when it is not, because somebody else was faster. That a token is used once rests on this.
/// </param>
public sealed record EnrolmentStore(
    Func<string, CancellationToken, ValueTask<EnrolmentGrant?>> Find,
    Func<EnrolmentGrant, CancellationToken, ValueTask<bool>> TryReplace);
