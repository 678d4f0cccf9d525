namespace Palisade.Configuration;

/// <summary>One thing wrong with a configuration.</summary>
/// <param name="Field">The path of the field as the operator writes it, such as <c>listen[0].port</c>.</param>
/// <param name="Message">What is wrong and what would be right, in one sentence.</param>
public readonly record struct ConfigFault(string Field, string Message)
{
    // What is wrong is repeated, and whoever wrote it is not always whoever reads this, on a terminal or in a log.
    private const int LongestMessage = 2000;

    /// <summary>What is wrong and what would be right, in one sentence: without control characters, and at most 2,000 characters of it.</summary>
    public string Message { get; init; } = Plain(Message);

    /// <summary><c>field: message</c>, the form in which faults are printed.</summary>
    public override string ToString() => $"{Field}: {Message}";

    private static string Plain(string text)
    {
        if (text.Length > LongestMessage) text = text[..(char.IsHighSurrogate(text[LongestMessage - 1]) ? LongestMessage - 1 : LongestMessage)] + "…";
        return text.AsSpan().IndexOfAnyInRange('\0', '\u001f') < 0 && text.AsSpan().IndexOfAnyInRange('\u007f', '\u009f') < 0 ? text : string.Create(text.Length, text, static (plain, written) =>
        {
            for (var i = 0; i < plain.Length; i++) plain[i] = char.IsControl(written[i]) ? ' ' : written[i];
        });
    }
}
