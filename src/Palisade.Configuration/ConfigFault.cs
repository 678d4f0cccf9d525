namespace Palisade.Configuration;

/// <summary>One thing wrong with a configuration.</summary>
/// <param name="Field">The path of the field as the operator writes it, such as <c>listen[0].port</c>.</param>
/// <param name="Message">What is wrong and what would be right, in one sentence.</param>
public readonly record struct ConfigFault(string Field, string Message)
{
    /// <summary><c>field: message</c>, the form in which faults are printed.</summary>
    public override string ToString() => $"{Field}: {Message}";
}
