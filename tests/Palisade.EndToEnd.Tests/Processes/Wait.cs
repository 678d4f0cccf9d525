namespace Palisade.EndToEnd.Tests.Processes;

internal static class Wait
{
    /// <summary>Looks again and again until something holds, for as long as anything here may take.</summary>
    public static async Task UntilAsync(Func<bool> holds, Func<string> otherwise)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        using var limit = new CancellationTokenSource(Command.Limit);
        while (!holds())
        {
            if (limit.IsCancellationRequested) Assert.Fail(otherwise());
            await timer.WaitForNextTickAsync();
        }
    }
}
