namespace Palisade.Engine.Patterns.Syntax;

/// <summary>A place in the text of a pattern. The first fault ends the text, so that every loop over it ends by itself.</summary>
/// <param name="text">One character for each byte.</param>
internal sealed class PatternCursor(string text)
{
    /// <summary>The first fault, or null.</summary>
    public PatternFault? Fault { get; private set; }

    /// <summary>The place of the next byte.</summary>
    public int Position { get; set; }

    /// <summary>Whether nothing is left, or a fault was found.</summary>
    public bool AtEnd => Position >= text.Length;

    /// <summary>The next byte, or NUL at the end.</summary>
    public char Next => At(0);

    /// <summary>The byte some places ahead, or NUL beyond the end.</summary>
    public char At(int ahead) => Fault is null && Position + ahead < text.Length ? text[Position + ahead] : '\0';

    /// <summary>Takes the next byte. Not at the end.</summary>
    public char Take() => text[Position++];

    /// <summary>Takes the next byte when it is <paramref name="wanted"/>.</summary>
    public bool TryTake(char wanted)
    {
        if (AtEnd || text[Position] != wanted) return false;
        Position++;
        return true;
    }

    /// <summary>Takes the next bytes when they are <paramref name="wanted"/>.</summary>
    public bool TryTake(string wanted)
    {
        if (!Rest.StartsWith(wanted, StringComparison.Ordinal)) return false;
        Position += wanted.Length;
        return true;
    }

    /// <summary>What is left.</summary>
    public ReadOnlySpan<char> Rest => AtEnd ? default : text.AsSpan(Position);

    /// <summary>Takes bytes while they pass a test.</summary>
    public string TakeWhile(Func<char, bool> test)
    {
        var start = Math.Min(Position, text.Length);
        while (!AtEnd && test(text[Position])) Position++;
        return text[start..Math.Min(Position, text.Length)];
    }

    /// <summary>Takes a decimal number; -1 when there is none. Saturates far above every limit of the language.</summary>
    public int TakeNumber()
    {
        const int beyondEveryLimit = 100_000_000;
        if (!char.IsAsciiDigit(Next)) return -1;
        var value = 0;
        while (!AtEnd && char.IsAsciiDigit(Next)) value = Math.Min(beyondEveryLimit, (value * 10) + (Take() - '0'));
        return value;
    }

    /// <summary>Notes a fault unless there was one before, and ends the text.</summary>
    public void Fail(string message) => Fail(Position, message);

    /// <inheritdoc cref="Fail(string)"/>
    public void Fail(int offset, string message)
    {
        Fault ??= new PatternFault(Math.Min(offset, text.Length), message);
        Position = text.Length;
    }
}
