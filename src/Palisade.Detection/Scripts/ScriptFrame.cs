using System.Runtime.CompilerServices;

namespace Palisade.Detection.Scripts;

/// <summary>What an opened bracket is.</summary>
internal enum ScriptFrameKind : byte
{
    Group,
    Call,
    Index,
    Array,
    Block,
    Control,
}

/// <summary>An opened bracket: what stands before it, and what is in it so far.</summary>
internal struct ScriptFrame
{
    public ScriptFrameKind Kind;
    public ScriptWord Base;
    public int Tokens;
    public int TextStart;
    public int TextEnd;
}

/// <summary>The opened brackets; more than these no attack needs that is not made of signs only.</summary>
[InlineArray(Depth)]
internal struct ScriptFrames
{
    public const int Depth = 24;
    private ScriptFrame _first;
}
