using System.Globalization;
using System.Security.Cryptography;

namespace Palisade.Manager.Accounts;

/// <summary>
/// Passwords are kept as PBKDF2 with SHA-256 in 600,000 rounds (OWASP's number for it); the platform has nothing that costs memory, too. Whoever asks
/// for a user that is not there waits as long as for one who is.
/// </summary>
internal sealed class Passwords : IDisposable
{
    /// <summary>Shortest password, in characters: NIST SP 800-63B asks for 8, and for 15 where it is the only factor.</summary>
    public const int Shortest = 12;

    /// <summary>Longest password, in characters.</summary>
    public const int Longest = 1024;

    private const int Rounds = 600_000;
    private const int SaltBytes = 16;
    private const int HashBytes = 32;

    // The hash of nobody's password: what is computed for users that are not there.
    private static readonly string Nobody = Text(Rounds, new byte[SaltBytes], new byte[HashBytes]);

    // Each takes a core for a fifth of a second; the others wait, and too many are sent away.
    private readonly SemaphoreSlim _turns = new(Math.Max(1, Environment.ProcessorCount / 2));
    private int _waiting;

    /// <summary>Most that wait at once.</summary>
    public const int MostWaiting = 64;

    /// <summary>Whether there is no more room to wait.</summary>
    public bool IsBusy => Volatile.Read(ref _waiting) >= MostWaiting;

    /// <summary>What is kept of a password.</summary>
    public Task<string> HashAsync(string password, CancellationToken stop)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        return InTurnAsync(() => Text(Rounds, salt, Derive(password, salt, Rounds)), stop);
    }

    /// <summary>Whether it is the password.</summary>
    /// <param name="kept">What is kept; null for a user that is not there: false then, after the same time.</param>
    public Task<bool> IsRightAsync(string password, string? kept, CancellationToken stop) => InTurnAsync(
        () =>
        {
            var (rounds, salt, hash) = Parts(kept ?? Nobody);
            return CryptographicOperations.FixedTimeEquals(Derive(password, salt, rounds), hash) & (kept is not null);
        }, stop);

    /// <summary>What is wrong with a new password; null when nothing is.</summary>
    public static string? Fault(string password, string user) =>
        password.Length is < Shortest or > Longest ? $"A password has {Shortest} to {Longest} characters."
        : password.Contains(user, StringComparison.OrdinalIgnoreCase) && user.Length > 3 ? "A password does not hold the user's name."
        : password.Distinct().Count() < 5 ? "A password has at least 5 different characters."
        : null;

    /// <summary>A password that nobody guesses: 24 letters and digits, 142 bits.</summary>
    public static string Random() => RandomNumberGenerator.GetString("abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789", 24);

    /// <inheritdoc/>
    public void Dispose() => _turns.Dispose();

    private async Task<T> InTurnAsync<T>(Func<T> work, CancellationToken stop)
    {
        Interlocked.Increment(ref _waiting);
        try
        {
            await _turns.WaitAsync(stop);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }

        try
        {
            return await Task.Run(work, CancellationToken.None);
        }
        finally
        {
            _turns.Release();
        }
    }

    private static byte[] Derive(string password, byte[] salt, int rounds) => Rfc2898DeriveBytes.Pbkdf2(password, salt, rounds, HashAlgorithmName.SHA256, HashBytes);

    private static string Text(int rounds, byte[] salt, byte[] hash) =>
        string.Create(CultureInfo.InvariantCulture, $"pbkdf2-sha256${rounds}${Convert.ToBase64String(salt)}${Convert.ToBase64String(hash)}");

    private static (int Rounds, byte[] Salt, byte[] Hash) Parts(string kept) => kept.Split('$') is ["pbkdf2-sha256", var rounds, var salt, var hash]
        ? (int.Parse(rounds, CultureInfo.InvariantCulture), Convert.FromBase64String(salt), Convert.FromBase64String(hash))
        : throw new InvalidOperationException("A kept password is of a form that this version does not know.");
}
