using System.Runtime.CompilerServices;

namespace Palisade.Detection.Sql;

/// <summary>What is open at one depth of parentheses.</summary>
internal struct SqlFrame
{
    /// <summary>The function whose arguments these are.</summary>
    public SqlFunction Function;

    public bool IsCall;
    public bool IsSelect;

    /// <summary>A comparison here decides a condition.</summary>
    public bool Decides;
    public bool Comparing;

    /// <summary>The comparison is made by a sign, not by a word such as LIKE.</summary>
    public bool BySign;

    /// <summary>The strongest comparison here that decides nothing by itself.</summary>
    public SqlComparison Loose;
    public bool HasComma;
    public bool Between;
    public bool AliasAllowed;

    /// <summary>The last token connected: the operand that follows stands alone so far.</summary>
    public bool Connected;

    /// <summary>The operand built up since the last comparison or separator.</summary>
    public SqlOperand Operand;
    public int OperandStart;
    public int OperandEnd;

    /// <summary>The left side of the comparison.</summary>
    public SqlOperand Left;
    public int LeftStart;
    public int LeftEnd;
}

/// <summary>The open parentheses, innermost last. Deeper than it holds, the innermost frame is shared: facts are still collected, sides of comparisons may mix.</summary>
[InlineArray(Capacity)]
internal struct SqlFrames
{
    public const int Capacity = 16;
    private SqlFrame _first;
}
