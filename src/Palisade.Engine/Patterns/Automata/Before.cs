namespace Palisade.Engine.Patterns.Automata;

/// <summary>What is before a place in a value, as far as anchors can tell.</summary>
internal enum Before : byte
{
    /// <summary>A byte of no other kind. It also stands for the kinds that no anchor of the pattern tells apart from it.</summary>
    Other,

    /// <summary>A line feed that does not end the value.</summary>
    LineFeed,

    /// <summary>A word byte.</summary>
    Word,

    /// <summary>Nothing: the place is the start of the value.</summary>
    Nothing,
}
