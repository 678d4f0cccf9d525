using System.Text;

namespace Palisade.SecLang.Lexing;

/// <summary>Puts a <see cref="CookedText"/> together out of runs of the file.</summary>
internal sealed class CookedTextBuilder(SourceText source)
{
    private readonly List<(int Index, int Offset)> _jumps = [];
    private StringBuilder? _text;
    private int _start = -1;
    private int _end = -1;

    /// <summary>The last byte taken, or NUL.</summary>
    public char Last => _end > _start ? source.Text[_end - 1] : '\0';

    /// <summary>Takes bytes <paramref name="from"/> to <paramref name="to"/>, the latter excluded.</summary>
    public void Take(int from, int to)
    {
        if (from >= to) return;
        if (_end == from)
        {
            _end = to;
            return;
        }

        Flush();
        _jumps.Add((_text?.Length ?? 0, from));
        (_start, _end) = (from, to);
    }

    /// <param name="at">The offset where an empty text stands.</param>
    public CookedText Build(Quoting quoting, int at)
    {
        if (_jumps.Count == 0) return new CookedText("", source, quoting, [(0, at)]);
        if (_text is null) return new CookedText(source.Text[_start.._end], source, quoting, _jumps);
        Flush();
        return new CookedText(_text.ToString(), source, quoting, _jumps);
    }

    private void Flush()
    {
        if (_start < 0) return;
        _text ??= new StringBuilder();
        _text.Append(source.Text, _start, _end - _start);
        _start = _end = -1;
    }
}
