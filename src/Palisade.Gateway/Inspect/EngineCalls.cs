using Microsoft.Extensions.Logging;
using Palisade.Configuration;
using Palisade.Engine.Http;
using Palisade.Engine.Outcome;
using Palisade.Engine.Rules;
using Palisade.Engine.Transactions;
using Palisade.Events.Masking;
using Palisade.Gateway.Accept;
using Palisade.Protection.Bots;

namespace Palisade.Gateway.Inspect;

/// <summary>
/// The five phases, each guarded: what a rule decided becomes a verdict, and a fault of the engine becomes what the operator
/// chose for it. Nothing of the engine is thrown past here.
/// </summary>
internal sealed partial class EngineCalls(TenantCollections collections, MaskingRules masking, FailModes modes, TimeProvider clock, ILogger<EngineCalls> log)
{
    /// <summary>Phase 1, after which <see cref="Transaction.RequestBodySettings"/> means something.</summary>
    public void RequestHeaders(Exchange exchange) => Run(exchange, new(1));

    /// <summary>Phase 2.</summary>
    public void RequestBody(Exchange exchange, ReadOnlyMemory<byte> body, bool truncated) => Run(exchange, new(2, body, truncated));

    /// <summary>Phase 3, after which <see cref="Transaction.ResponseBodySettings"/> means something.</summary>
    public void ResponseHeaders(Exchange exchange, ResponseHead head) => Run(exchange, new(3, Head: head));

    /// <summary>Phase 4.</summary>
    public void ResponseBody(Exchange exchange, ReadOnlyMemory<byte> body, bool truncated) => Run(exchange, new(4, body, truncated));

    /// <summary>Phase 5. A fault in it changes nothing for the client any more.</summary>
    public void Finish(Exchange exchange) => Run(exchange, new(5));

    /// <summary>What happens to a request that cannot be inspected for a reason of ours.</summary>
    public void CannotInspect(Exchange exchange, BodyAccount body, string reason)
    {
        var verdict = new Verdict(VerdictKind.EngineFailed, 503, reason);
        if (exchange.Mode is OperationMode.Simulation) exchange.WouldEnd(verdict);
        else if ((exchange.Served?.Switches.WhenEngineFails ?? modes.Engine) is FailMode.Closed) exchange.End(verdict);
        if (exchange.Open) body.Skip(UninspectedReason.FailedOpen);
    }

    private void Run(Exchange exchange, in Call call)
    {
        // A head that is refused may be of no site, and then no rules hold.
        if (exchange.SkipsFirewall || exchange.Rules is null) return;

        var from = clock.GetTimestamp();
        try
        {
            if (call.Phase == 1) exchange.Transaction = Begin(exchange);
            if (exchange.Transaction is { } transaction) Judge(exchange, transaction, call.On(transaction), last: call.Phase == 5);
        }
        catch (Exception fault)
        {
            Log.EngineFailed(log, fault, call.Phase, exchange.Head.Id);
            // Told and counted whatever the operator chose: what passes unseen is never silent.
            exchange.EngineFailed = true;
            if (call.Phase < 5) CannotInspect(exchange, call.Phase < 3 ? exchange.RequestBody : exchange.ResponseBody, "engine");
        }

        exchange.InspectionTime += clock.GetElapsedTime(from);
    }

    private Transaction Begin(Exchange exchange)
    {
        var rules = exchange.Rules!;
        var isAudited = rules.Settings.Audit is not { File: null, Folder: null };
        var transaction = new Transaction(rules, collections.Of(exchange), exchange.Head, exchange.Memory) { Mask = isAudited ? new AuditMask(exchange, masking).Mask : null };
        // What weighs little is enough against a tool that attacks; by itself it weighs nothing.
        if (exchange.Bot.Class is BotClass.Suspicious or BotClass.Malicious) transaction.Suspect(exchange.Bot.Class is BotClass.Malicious ? 2 : 1, exchange.Bot.Reason);
        if (exchange.Served is { } site && exchange.Policy.Firewall?.Config.EndpointHabits is not false) transaction.Compare(site.Habits.Check);
        return transaction;
    }

    private void Judge(Exchange exchange, Transaction transaction, Interruption? interruption, bool last)
    {
        if (transaction.WouldInterrupt is { } would) exchange.WouldEnd(VerdictOf(would));
        if (interruption is not null) Carry(exchange, transaction, VerdictOf(interruption));
        // After the last phase the client has its answer.
        if (!last && transaction.GaveUp is not null && (exchange.Served?.Switches.WhenAPatternGivesUp ?? modes.Pattern) is FailMode.Closed) Carry(exchange, transaction, new(VerdictKind.Block, 403, "pattern_limit"));
    }

    private static void Carry(Exchange exchange, Transaction transaction, Verdict verdict)
    {
        if (exchange.Mode is OperationMode.Simulation || transaction.Mode is EngineMode.DetectionOnly) exchange.WouldEnd(verdict);
        else exchange.End(verdict);
    }

    private static Verdict VerdictOf(Interruption interruption) => interruption.Kind switch
    {
        InterruptionKind.Drop => new(VerdictKind.Drop, 0, "rule"),
        InterruptionKind.Redirect when interruption.Location is not null => new(VerdictKind.Redirect, RedirectStatus(interruption.Status), "rule", interruption.Location),
        _ => new(VerdictKind.Block, interruption.Status is >= 200 and <= 599 ? interruption.Status : 403, "rule"),
    };

    private static int RedirectStatus(int status) => status is 301 or 302 or 303 or 307 or 308 ? status : 302;

    /// <summary>A phase with what it is given.</summary>
    private readonly record struct Call(int Phase, ReadOnlyMemory<byte> Body = default, bool Truncated = false, ResponseHead? Head = null)
    {
        public Interruption? On(Transaction transaction)
        {
            switch (Phase)
            {
                case 1: return transaction.RequestHeaders();
                case 2: return transaction.RequestBody(Body, Truncated);
                case 3: return transaction.ResponseHeaders(Head!);
                case 4: return transaction.ResponseBody(Body, Truncated);
                default:
                    transaction.Finish();
                    return null;
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(3001, LogLevel.Error, "The engine failed in phase {Phase} of request {SupportId}.")]
        public static partial void EngineFailed(ILogger logger, Exception fault, int phase, string supportId);
    }
}
