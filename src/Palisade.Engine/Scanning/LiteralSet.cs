using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Palisade.Engine.Patterns.Conditions;
using Palisade.Engine.Patterns.Syntax;

namespace Palisade.Engine.Scanning;

/// <summary>Literals of which each has a window of the same width, found by it.</summary>
internal sealed class LiteralSet
{
    /// <summary>The width of windows, and that of literals of two bytes, which have a search of their own.</summary>
    public const int WidestWindow = 4, NarrowestWindow = 2;

    // Each literal that has a window already makes one more costly to find by it: so many bits of rarity.
    private const double CostOfSharing = 2;

    private static readonly byte[] Lower = [.. Enumerable.Range(0, 256).Select(b => (byte)(b is >= 'A' and <= 'Z' ? b | 0x20 : b))];

    private readonly int _shortest;
    private readonly int _firstNumber;
    private readonly WindowFilter? _filter;
    private readonly PairFilter? _pairs;
    private readonly WindowTable _windows;
    private readonly WindowTable _triples;
    private readonly ByteSet _bytes;
    private readonly byte[] _texts;
    private readonly int[] _demands;
    private readonly Literal[] _literals;

    /// <param name="texts">The literals, all different, in lower case, each with the demands that it meets.</param>
    /// <param name="width">The width of the windows. Of the texts, only those of three bytes may be shorter.</param>
    /// <param name="firstNumber">The number of the first literal among all of the scanner.</param>
    public LiteralSet(IEnumerable<KeyValuePair<string, List<int>>> texts, int width, int firstNumber)
    {
        _firstNumber = firstNumber;
        var all = texts.ToList();
        var leads = width == NarrowestWindow ? "" : LeadBytes.Of(all.Select(t => t.Key), width);
        var placed = Place(all, width, leads);
        _literals = new Literal[placed.Count];
        _demands = [.. placed.SelectMany(p => p.Demands)];
        _texts = Encoding.Latin1.GetBytes(string.Concat(placed.Select(p => p.Text)));
        int text = 0, demand = 0;
        for (var i = 0; i < placed.Count; i++)
        {
            var literal = placed[i];
            var (head, mask) = Literal.HeadOf(literal.Text);
            _literals[i] = new Literal(text, demand, literal.Demands.Count, (byte)literal.Text.Length, (byte)literal.Offset, head, mask);
            text += literal.Text.Length;
            demand += literal.Demands.Count;
        }

        uint[] windows = [.. placed.Select(p => p.Window)];
        var wide = placed.Count(p => p.Text.Length >= width);
        _windows = new WindowTable(windows.AsSpan(..wide), 0);
        _triples = new WindowTable(windows.AsSpan(wide..), wide);
        _shortest = placed.Min(p => p.Text.Length);
        if (width == NarrowestWindow) _pairs = new PairFilter(placed.Select(p => p.Text.Substring(p.Offset, width)).Distinct(StringComparer.Ordinal));
        else _filter = new WindowFilter(windows.AsSpan(..wide), windows.AsSpan(wide..), Math.Min(width, _shortest), LeadBytes.InAnyCase(leads));
        // Without any of these there is no literal: one byte of each, its rarest.
        foreach (var (literal, _, _, _) in placed) _bytes |= ByteSet.Of(WebText.Rarest(literal)).IgnoringCase();
    }

    /// <summary>How many literals there are.</summary>
    public int Count => _literals.Length;

    /// <summary>The most literals whose windows can lie at one place: what a place can cost at most.</summary>
    public int MostAtAPlace => _windows.MostOfAWindow + _triples.MostOfAWindow;

    /// <summary>The bytes it takes, roughly.</summary>
    public int Size => (_filter?.Size ?? _pairs!.Size) + _windows.Size + _triples.Size + _texts.Length + (_demands.Length * sizeof(int)) + (_literals.Length * Unsafe.SizeOf<Literal>());

    /// <summary>Meets the demands of every literal that occurs in the value.</summary>
    /// <param name="run">The scan.</param>
    /// <param name="present">The bytes of the value.</param>
    public void Search(ref ScanRun run, in ByteSet present)
    {
        if (!present.Overlaps(_bytes) || run.Value.Length < _shortest) return;
        _filter?.Search(this, ref run);
        _pairs?.Search(this, ref run);
    }

    /// <summary>Meets the demands of the literals that lie around a place where one of their windows may lie.</summary>
    /// <param name="run">The scan.</param>
    /// <param name="at">The place.</param>
    /// <param name="window">The bytes there, as many as a window has, the first lowest.</param>
    /// <returns>Whether nothing is left to be found by that window in this scan.</returns>
    public bool CheckAt(ref ScanRun run, int at, uint window)
    {
        var done = !_windows.TryFind(window, out var literals) || Check(ref run, at, literals);
        return (!_triples.TryFind(window & WindowFilter.FirstThree, out literals) || Check(ref run, at, literals)) && done;
    }

    private bool Check(ref ScanRun run, int at, Range literals)
    {
        var value = run.Value;
        var left = literals.End.Value - literals.Start.Value;
        for (var i = literals.Start.Value; i < literals.End.Value; i++)
        {
            ref readonly var literal = ref _literals[i];
            var start = at - literal.Window;
            if (start < 0 || start + literal.Length > value.Length) continue;
            if (start + sizeof(ulong) <= value.Length && !literal.CanStartWith(MemoryMarshal.Read<ulong>(value[start..]))) continue;
            // What nearly is a literal mostly lacks its end.
            if (Lower[value[start + literal.Length - 1]] != _texts[literal.Text + literal.Length - 1]) continue;
            if (run.Scratch.IsSeen(_firstNumber + i) || (literal.DemandCount == 1 && run.Scratch.IsMet(_demands[literal.Demands])))
            {
                left--;
                continue;
            }

            if (!IsAt(value.Slice(start, literal.Length), _texts.AsSpan(literal.Text, literal.Length))) continue;
            run.Scratch.See(_firstNumber + i);
            left--;
            foreach (var demand in _demands.AsSpan(literal.Demands, literal.DemandCount)) run.Meet(demand);
        }

        return left == 0;
    }

    private static bool IsAt(ReadOnlySpan<byte> value, ReadOnlySpan<byte> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (Lower[value[i]] != text[i]) return false;
        }

        return true;
    }

    // Those with the fewest windows choose first. Literals of one window end up side by side, those of three bytes behind all others.
    private static List<Placement> Place(IEnumerable<KeyValuePair<string, List<int>>> texts, int width, string leads)
    {
        var taken = new Dictionary<uint, int>();
        return
        [
            .. texts.OrderBy(t => t.Key.Length).ThenBy(t => t.Key, StringComparer.Ordinal)
                .Select(t => t.Key.Length < width ? new(t.Key, t.Value, 0, WindowAt(t.Key, 0, t.Key.Length)) : Put(t.Key, t.Value, width, leads, taken))
                .OrderBy(p => p.Text.Length < width).ThenBy(p => p.Window).ThenBy(p => p.Text, StringComparer.Ordinal),
        ];
    }

    private static Placement Put(string text, List<int> demands, int width, string leads, Dictionary<uint, int> taken)
    {
        var best = double.NegativeInfinity;
        var offset = 0;
        for (var at = 0; at + width <= text.Length; at++)
        {
            if (leads.Length > 0 && !leads.Contains(text[at], StringComparison.Ordinal)) continue;
            var score = WebText.Bits(text.AsSpan(at, width)) - (CostOfSharing * taken.GetValueOrDefault(WindowAt(text, at, width)));
            if (score <= best) continue;
            (best, offset) = (score, at);
        }

        var window = WindowAt(text, offset, width);
        taken[window] = taken.GetValueOrDefault(window) + 1;
        return new Placement(text, demands, offset, window);
    }

    private static uint WindowAt(string text, int at, int width)
    {
        var window = 0u;
        for (var i = 0; i < width; i++) window |= (uint)(text[at + i] | 0x20) << (8 * i);
        return window;
    }

    private readonly record struct Placement(string Text, List<int> Demands, int Offset, uint Window);
}
