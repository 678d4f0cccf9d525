using Palisade.SecLang.Syntax;
using Palisade.SecLang.Lexing;
using Palisade.SecLang.Words;

namespace Palisade.SecLang.Grammar;

/// <summary>Checks the arguments of settings.</summary>
internal static class SettingCheck
{
    public static SettingDirective Run(DirectiveWord word, RawDirective raw, FaultList faults)
    {
        if (word.Status is WordStatus.Refused)
        {
            faults.Error(DiagnosticCode.RefusedDirective, raw.At, $"{word.Name} is not supported", word.Hint);
        }
        else
        {
            if (word.Status is WordStatus.Idle) faults.Warn(DiagnosticCode.IdleDirective, raw.At, $"{word.Name} has no effect", word.Hint);
            for (var i = 0; i < raw.Arguments.Count; i++) Check(word, i, raw.Arguments[i], faults);
        }

        return new SettingDirective(raw.At, word.Name, [.. raw.Arguments.Select(a => new ArgumentSyntax(a.At(0), a.Value))]);
    }

    private static void Check(DirectiveWord word, int index, CookedText argument, FaultList faults)
    {
        var expected = word.Arguments switch
        {
            DirectiveArguments.Choice => CheckChoice(word, argument, faults),
            DirectiveArguments.Number => IsNumber(word, argument.Value) ? null : word.Largest is long.MaxValue ? "a whole number from 0" : $"a whole number from 0 to {word.Largest}",
            DirectiveArguments.Permissions => IsFileMode(argument.Value) ? null : "three or four octal digits, as 0600, or default",
            DirectiveArguments.AuditLogParts => AuditParts.IsList(argument.Value) ? null : $"letters out of {AuditParts.Letters}, as ABCFHZ",
            DirectiveArguments.Character => argument.Length is 1 ? null : "a single character",
            DirectiveArguments.FileAndNumber => index is 0 || Numbers.TryParse(argument.Value, out _) ? null : "a file and the number of a code page, as unicode.mapping 20127",
            _ => null,
        };
        if (expected is not null) faults.Error(DiagnosticCode.BadArgument, argument.At(0), $"{Quote.Short(argument.Value)} is no value for {word.Name}", $"write {expected}");
    }

    private static string? CheckChoice(DirectiveWord word, CookedText argument, FaultList faults)
    {
        if (Contains(word.Choices, argument.Value)) return null;
        if (Contains(word.IdleChoices, argument.Value))
        {
            faults.Warn(DiagnosticCode.IdleDirective, argument.At(0), $"{word.Name} {argument.Value} has no effect", word.Hint);
            return null;
        }

        if (!Contains(word.RefusedChoices, argument.Value)) return string.Join(" or ", word.Choices);
        faults.Error(DiagnosticCode.RefusedDirective, argument.At(0), $"{word.Name} {argument.Value} is not supported", word.Hint);
        return null;
    }

    private static bool Contains(IReadOnlyList<string> choices, string text) => choices.Contains(text, StringComparer.OrdinalIgnoreCase);

    private static bool IsNumber(DirectiveWord word, string text) => Numbers.TryParse(text, out var number) && number <= word.Largest;

    private static bool IsFileMode(string text) =>
        text.Equals("default", StringComparison.OrdinalIgnoreCase) || (text.Length is 3 or 4 && text.All(c => c is >= '0' and <= '7'));
}
