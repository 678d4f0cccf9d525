using System.Buffers;

namespace Palisade.Detection.Shell;

/// <summary>Tries the places of one value and keeps the surest finding.</summary>
internal ref struct ShellScan(ReadOnlySpan<byte> value)
{
    private const int BufferLength = 512;

    // Nobody closes more than this before the first separator.
    private const int LongestFront = 64;

    // What may stand in front of a first separator: blanks, and what closes the places of an application.
    private static readonly SearchValues<byte> Closers = SearchValues.Create(" \t\r\n'\")}];|&\\`"u8);

    // Longer than any command's name, and than the shell's reader follows one.
    private const int LongestPlain = 192;

    private static readonly SearchValues<byte> PlainBytes = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.+,:@%"u8);

    private static readonly SearchValues<byte> WordEnds = SearchValues.Create(" \t\r\n;|&()"u8);

    private readonly ReadOnlySpan<byte> _value = value;

    // Where the last command that was tried starts: a run of separators is read once.
    private int _lastStart;
    private ShellSetting? _setting;

    public Finding? Best { get; private set; }

    public readonly bool IsCertain => Best is { Confidence: Confidence.High };

    // Asked only when there is a command, so most values never pay for it.
    private ShellSetting Setting => _setting ??= ShellSetting.Of(_value);

    /// <summary>Tries the command behind a separator, an opening or a quote at <paramref name="at"/>.</summary>
    public void TryBehind(int at)
    {
        if (at < _lastStart || IsInRun(at) || IsInlineLiteral(at)) return;
        var start = at + 1;
        while (start < _value.Length && _value[start] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' or (byte)';' or (byte)'|' or (byte)'&' or (byte)'(') start++;
        _lastStart = start;
        if (start >= _value.Length) return;
        var place = PlaceOf(at, start);
        if (_value[at] == '{')
        {
            // A list in braces is read from its brace on; a group's brace is a word.
            Try(at, at == 0 ? ShellPlace.Whole : ShellPlace.Quote);
            return;
        }

        // Quotes in a row: the last of them is tried.
        if (place == ShellPlace.Quote && _value[start] is (byte)'\'' or (byte)'"') return;
        if (_value[at] is (byte)'<' or (byte)'>' && !(_value[start - 1] == '(')) start = at;
        Try(start, place);
    }

    /// <summary>Tries the command that starts at <paramref name="start"/>.</summary>
    public void Try(int start, ShellPlace place)
    {
        if (start >= _value.Length || !CanStart(_value[start]) || IsPlainWord(_value[start..Math.Min(_value.Length, start + LongestPlain)])) return;
        Span<byte> buffer = stackalloc byte[BufferLength];
        var command = new ShellCommand(buffer);
        ShellReader.Read(place == ShellPlace.BackQuote ? UpToBackQuote(start) : _value, start, ref command);
        if (command.Count == 0) return;
        var (strength, verb, word) = ShellWeight.Of(command);
        if (strength == ShellStrength.None) return;
        strength = ShellVerdict.Raise(_value, command, strength);
        if (ShellVerdict.Confidence(_value, start, command, place, strength, verb, Setting) is not { } confidence) return;
        if (Best is not null && Best.Confidence >= confidence) return;
        Best = new Finding(confidence, start, Math.Max(1, command.End - start), ShellVerdict.Reason(place, verb, command[word]));
    }

    // Brackets and back quotes in a row: a redirection is read from its first sign, a substitution from its last quote.
    private readonly bool IsInRun(int at) => _value[at] switch
    {
        (byte)'<' or (byte)'>' => at > 0 && _value[at - 1] is (byte)'<' or (byte)'>',
        (byte)'`' or (byte)'{' => at + 1 < _value.Length && _value[at + 1] == _value[at],
        _ => false,
    };

    // ``pip install x``: what documents write in two back quotes is no substitution.
    private readonly bool IsInlineLiteral(int at) =>
        _value[at] == '`' && at > 0 && _value[at - 1] == '`' && _value[(at + 1)..].IndexOf((byte)'`') is var close and >= 0 && at + close + 2 < _value.Length && _value[at + close + 2] == '`';

    private readonly ShellPlace PlaceOf(int at, int start)
    {
        var b = _value[at];
        if (b == '`') return ShellPlace.BackQuote;
        if (b is (byte)'\'' or (byte)'"') return SeparatorIn(at + 1, start) ? PlaceOfSeparator(at) : ShellPlace.Quote;
        if (b == '(') return at > 0 && _value[at - 1] is (byte)'$' or (byte)'<' or (byte)'>' ? ShellPlace.Substitution : ShellPlace.Quote;
        if (b is (byte)'\n' or (byte)'\r' && !SeparatorIn(at + 1, start)) return at < 4 ? ShellPlace.FrontSeparator : ShellPlace.Line;
        return b is (byte)'<' or (byte)'>' or (byte)'{' ? ShellPlace.Quote : PlaceOfSeparator(at);
    }

    private readonly ShellPlace PlaceOfSeparator(int at) =>
        at < LongestFront && _value[..at].IndexOfAnyExcept(Closers) < 0 ? ShellPlace.FrontSeparator : ShellPlace.Separator;

    // What is between back quotes ends at the second one, whatever it touches.
    private readonly ReadOnlySpan<byte> UpToBackQuote(int start)
    {
        var length = _value[start..].IndexOf((byte)'`');
        return length < 0 ? _value : _value[..(start + length)];
    }

    private readonly bool SeparatorIn(int from, int to) => _value[from..to].ContainsAny((byte)';', (byte)'|', (byte)'&');

    // Most texts start with a word in which the shell reads nothing, and which is no command: nothing is read behind it.
    private static bool IsPlainWord(ReadOnlySpan<byte> text)
    {
        var length = text.IndexOfAnyExcept(PlainBytes);
        if (length < 0) return text.Length == LongestPlain || ShellVocabulary.Verb(text) == ShellVerb.None;
        return length > 0 && WordEnds.Contains(text[length]) && ShellVocabulary.Verb(text[..length]) == ShellVerb.None;
    }

    // What a name can start with, quotes and expansions included.
    private static bool CanStart(byte b) => b is >= (byte)'a' and <= (byte)'z' or >= (byte)'A' and <= (byte)'Z' or (byte)'/' or (byte)'.' or (byte)'$' or (byte)'\\' or (byte)'\'' or (byte)'"' or (byte)'`' or (byte)'{' or (byte)'[' or (byte)'!' or (byte)'<' or (byte)'>' or (byte)'_' or (byte)':';
}
