using System.IO.Pipelines;

namespace Palisade.Gateway.Accept.Wire;

/// <summary>Who decides about heads, and what becomes of those that are refused. The stages behind fill it in.</summary>
/// <param name="Judge">Sets the violations and the framing of a head.</param>
/// <param name="RefuseAsync">Shows a refused head, with what came behind it, to the rules, answers it and records it; never throws. Owns the head.</param>
internal sealed record HeadCourt(Action<RawHead> Judge, Func<RawHead, ReadOnlyMemory<byte>, WireConnection, PipeWriter, ValueTask> RefuseAsync);
