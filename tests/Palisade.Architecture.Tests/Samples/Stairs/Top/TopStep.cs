namespace Palisade.Architecture.Tests.Samples.Stairs.Top;

/// <summary>Needs the lower step inside a lambda inside a method.</summary>
public sealed class TopStep
{
    public Func<int> Down(int way) => way switch
    {
        // Dense enough for the compiler to emit a jump table, which the reader of instructions has to step over.
        0 => () => 0,
        1 => () => 10,
        2 => () => 20,
        3 => () => 30,
        _ => () => new Bottom.BottomStep().Height,
    };
}
