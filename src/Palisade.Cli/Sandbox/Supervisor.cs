using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Palisade.Cli.Sandbox.Trials;
using Palisade.Configuration.Objects;
using Palisade.Configuration.Objects.Naming;
using Palisade.Protection.Tenants;
using Palisade.Trust.Delivery;
using Palisade.Trust.Snapshots.Manifests;

namespace Palisade.Cli.Sandbox;

/// <summary>
/// Has snapshots tried in another process, and says what became of them. It never makes one ready itself: whatever a snapshot does, it does to the other process, and the next
/// one begins with what was good.
/// </summary>
internal sealed partial class Supervisor(SandboxLimits limits, Func<TrialChild> start, Action<SandboxVerdict> tell, ILogger log) : IDisposable
{
    // What was good before is given more time: it is not what is being judged.
    private const int TimesForGood = 3;

    private readonly ConcurrentDictionary<string, TenantBook> _books = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _places = new(limits.AtOnce, limits.AtOnce);
    private readonly SemaphoreSlim _clearing = new(1, 1);
    private readonly SemaphoreSlim _platform = new(1, 1);
    private readonly Lock _starting = new();
    private TrialChild? _child;
    private long _lastQuestion;

    /// <summary>Starts the process, so that the first change does not wait for it.</summary>
    public void Begin() => Child();

    /// <summary>Tries a change, and tells what became of it.</summary>
    /// <returns>What is refused of it: for a snapshot that broke the process, nothing, since it is not in force anywhere.</returns>
    public ReadyTenant Hand(TenantChange change, SnapshotPosition position)
    {
        var book = _books.GetOrAdd(change.Tenant, static name => new(name));
        book.Take(change);
        var watch = Stopwatch.StartNew();
        // The pump has a thread for each tenant that it hands over.
        var (verdict, refused) = Task.Run(() => JudgeAsync(book, position)).GetAwaiter().GetResult();
        verdict = verdict with { Milliseconds = (int)watch.ElapsedMilliseconds, ObjectsInAll = book.Since.Count, Objects = [.. book.Since.Keys.Take(SandboxVerdict.MostListed).Select(k => k.ToString())] };
        if (verdict.Outcome is SandboxOutcome.Passed) Pass(book);
        else Log.Refused(log, change.Tenant, position.ToString(), verdict.Reason);
        tell(verdict);
        return new(change.Tenant, change.Revision, [], refused);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _child?.Dispose();
        _places.Dispose();
        _clearing.Dispose();
        _platform.Dispose();
    }

    // The platform's objects are read for other tenants, too.
    private void Pass(TenantBook book)
    {
        _platform.Wait();
        try
        {
            book.Pass();
        }
        finally
        {
            _platform.Release();
        }
    }

    private async Task<(SandboxVerdict Verdict, IReadOnlyList<RefusedObject> Refused)> JudgeAsync(TenantBook book, SnapshotPosition position)
    {
        // With others beside it first. When the process ends and it is not known by whom, everybody is tried by himself. The platform's objects always are: others name them.
        for (var alone = book.Tenant == ObjectNames.SystemTenant; ; alone = true)
        {
            var places = alone ? limits.AtOnce : 1;
            await EnterAsync(places);
            var asking = new Asking(this, book);
            try
            {
                var answer = await asking.RunAsync();
                var outcome = answer.Fault is null ? SandboxOutcome.Passed : SandboxOutcome.Failed;
                if (outcome is SandboxOutcome.Failed) asking.Forget();
                return (Verdict(book, position, outcome, answer.Fault ?? "", answer), [.. answer.Refused.Select(ChangeText.Of)]);
            }
            catch (ChildEndedException ended) when (alone || (ended.Outcome is SandboxOutcome.Hung && asking.Asked(ended.ByQuestion)))
            {
                // The next one is being started by the time that it is needed.
                Begin();
                return (Verdict(book, position, ended.Outcome, ended.Message, null), []);
            }
            catch (ChildEndedException)
            {
                // Tried by itself now.
            }
            finally
            {
                _places.Release(places);
            }
        }
    }

    private async Task EnterAsync(int places)
    {
        // One at a time collects places, or two who want all of them would wait for each other.
        await _clearing.WaitAsync();
        try
        {
            for (var i = 0; i < places; i++) await _places.WaitAsync();
        }
        finally
        {
            _clearing.Release();
        }
    }

    private static SandboxVerdict Verdict(TenantBook book, SnapshotPosition position, SandboxOutcome outcome, string reason, TrialAnswer? answer) => new(book.Tenant, position, outcome, reason)
    {
        Compared = answer?.Compared ?? book.GoodRevision >= 0,
        Sites = answer?.Sites ?? 0,
        SitesAsked = answer?.SitesAsked ?? 0,
        Requests = answer?.Requests ?? 0,
        ChangesInAll = answer?.ChangesInAll ?? 0,
        Changes = answer?.Changes ?? [],
    };

    private TrialChild Child()
    {
        lock (_starting)
        {
            // One that has grown is replaced before it is too much, and not by the fault of whoever comes next.
            if (_child is { IsAlive: true } && (_places.CurrentCount < limits.AtOnce - 1 || _child.Resident < limits.MostBytes / 2)) return _child;
            _child?.Dispose();
            return _child = start();
        }
    }

    /// <summary>One trial in one process: what was good is handed over first, where that process does not have it.</summary>
    private sealed class Asking(Supervisor owner, TenantBook book)
    {
        private readonly TrialChild _child = owner.Child();
        private readonly HashSet<long> _questions = [];

        public bool Asked(long question) => _questions.Contains(question);

        /// <summary>The process has what was refused: next time it is given what was good.</summary>
        public void Forget() => _child.Holds.TryRemove(book.Tenant, out _);

        public async Task<TrialAnswer> RunAsync()
        {
            // Other tenants name the platform's objects.
            if (book.Tenant != ObjectNames.SystemTenant && owner._books.TryGetValue(ObjectNames.SystemTenant, out var platform)) await PlatformAsync(platform);
            await HoldAsync(book);
            var isWhole = book.GoodRevision < 0;
            Forget();
            var answer = await AskAsync(
                ChangeText.Of(Id(), book.Tenant, book.Revision, isWhole, ask: true, book.Since.Values.OfType<ObjectDraft>(), book.Since.Where(s => s.Value is null).Select(s => s.Key)), book.Since.Count, 1);
            _child.Holds[book.Tenant] = book.Revision;
            return answer;
        }

        private async Task PlatformAsync(TenantBook platform)
        {
            await owner._platform.WaitAsync();
            try
            {
                await HoldAsync(platform);
            }
            finally
            {
                owner._platform.Release();
            }
        }

        private async Task HoldAsync(TenantBook what)
        {
            if (what.GoodRevision < 0 || (_child.Holds.TryGetValue(what.Tenant, out var held) && held == what.GoodRevision)) return;
            await AskAsync(ChangeText.Of(Id(), what.Tenant, what.GoodRevision, isWhole: true, ask: false, what.Good, []), what.Good.Count, TimesForGood);
            _child.Holds[what.Tenant] = what.GoodRevision;
        }

        private long Id()
        {
            var id = Interlocked.Increment(ref owner._lastQuestion);
            _questions.Add(id);
            return id;
        }

        private Task<TrialAnswer> AskAsync(TrialQuestion question, int objects, int times)
        {
            var limits = owner.Limits;
            return _child.AskAsync(question, (limits.Time + (limits.PerObject * objects)) * times, (limits.MostGrowth + (limits.BytesPerObject * objects)) * times, limits);
        }
    }

    private SandboxLimits Limits => limits;

    private static partial class Log
    {
        [LoggerMessage(4131, LogLevel.Warning, "Snapshot {Position} of tenant {Tenant} is refused: {Reason}")]
        public static partial void Refused(ILogger log, string tenant, string position, string reason);
    }
}
