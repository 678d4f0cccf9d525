using System.Buffers.Binary;
using System.Text;
using Palisade.Engine.Patterns.Conditions;

namespace Palisade.Engine.Scanning;

/// <summary>Literals of which each has a window of the same width, found by it.</summary>
internal sealed class LiteralSet
{
    /// <summary>Bytes of the window of a long literal, and of a short one.</summary>
    public const int LongWindow = 4, ShortWindow = 2;

    // Each literal that has a window already makes one more costly to find by it: so many bits of rarity.
    private const double CostOfSharing = 2;

    private static readonly byte[] Lower = [.. Enumerable.Range(0, 256).Select(b => (byte)(b is >= 'A' and <= 'Z' ? b | 0x20 : b))];

    private readonly byte[] _texts;
    private readonly int[] _demands;
    private readonly Literal[] _literals;

    /// <param name="texts">The literals, all different, in lower case, each with the demands that it meets.</param>
    /// <param name="width">The width of the windows; no text is shorter.</param>
    public LiteralSet(IEnumerable<KeyValuePair<string, List<int>>> texts, int width)
    {
        var placed = Place(texts, width);
        _literals = new Literal[placed.Count];
        _demands = [.. placed.SelectMany(p => p.Demands)];
        _texts = Encoding.Latin1.GetBytes(string.Concat(placed.Select(p => p.Text)));
        List<uint> windows = [];
        List<int> first = [];
        int text = 0, demand = 0;
        for (var i = 0; i < placed.Count; i++)
        {
            var literal = placed[i];
            _literals[i] = new Literal(text, demand, literal.Demands.Count, (byte)literal.Text.Length, (byte)literal.Offset);
            text += literal.Text.Length;
            demand += literal.Demands.Count;
            if (i > 0 && placed[i - 1].Window == literal.Window) continue;
            windows.Add(literal.Window);
            first.Add(i);
        }

        first.Add(placed.Count);
        Filter = new WindowFilter([.. windows], [.. first]);
        MostOfAWindow = Enumerable.Range(0, windows.Count).Select(i => first[i + 1] - first[i]).DefaultIfEmpty().Max();
    }

    /// <summary>Where the windows may lie.</summary>
    public WindowFilter Filter { get; }

    /// <summary>How many literals there are.</summary>
    public int Count => _literals.Length;

    /// <summary>The most literals that one window has: what a place can cost at most.</summary>
    public int MostOfAWindow { get; }

    /// <summary>The bytes it takes, roughly.</summary>
    public int Size => Filter.Size + _texts.Length + (_demands.Length * sizeof(int)) + (_literals.Length * 4 * sizeof(int));

    /// <summary>Meets the demands of every literal that has a window and lies around it.</summary>
    /// <param name="run">The scan.</param>
    /// <param name="window">The window, folded.</param>
    /// <param name="at">Where it lies in the value.</param>
    /// <param name="firstId">The number of this set's first literal among all of the scanner.</param>
    public void Check(ref ScanRun run, uint window, int at, int firstId)
    {
        var (first, count) = Filter.Find(window);
        for (var i = first; i < first + count; i++)
        {
            ref readonly var literal = ref _literals[i];
            var start = at - literal.Window;
            if (start < 0 || start + literal.Length > run.Value.Length || run.Scratch.IsSeen(firstId + i)) continue;
            if (literal.DemandCount == 1 && run.Scratch.IsMet(_demands[literal.Demands])) continue;
            if (!IsAt(run.Value.Slice(start, literal.Length), _texts.AsSpan(literal.Text, literal.Length))) continue;
            run.Scratch.See(firstId + i);
            foreach (var demand in _demands.AsSpan(literal.Demands, literal.DemandCount)) run.Meet(demand);
        }
    }

    private static bool IsAt(ReadOnlySpan<byte> value, ReadOnlySpan<byte> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (Lower[value[i]] != text[i]) return false;
        }

        return true;
    }

    // Those with the fewest windows choose first. Literals of one window end up side by side.
    private static List<Placed> Place(IEnumerable<KeyValuePair<string, List<int>>> texts, int width)
    {
        var taken = new Dictionary<uint, int>();
        var placed = new List<Placed>();
        foreach (var (text, demands) in texts.OrderBy(t => t.Key.Length).ThenBy(t => t.Key, StringComparer.Ordinal))
        {
            var best = double.NegativeInfinity;
            var offset = 0;
            for (var at = 0; at + width <= text.Length; at++)
            {
                var score = WebText.Bits(text.AsSpan(at, width)) - (CostOfSharing * taken.GetValueOrDefault(WindowAt(text, at, width)));
                if (score <= best) continue;
                (best, offset) = (score, at);
            }

            var window = WindowAt(text, offset, width);
            taken[window] = taken.GetValueOrDefault(window) + 1;
            placed.Add(new Placed(text, demands, offset, window));
        }

        placed.Sort((a, b) => a.Window != b.Window ? a.Window.CompareTo(b.Window) : string.CompareOrdinal(a.Text, b.Text));
        return placed;
    }

    private static uint WindowAt(string text, int at, int width)
    {
        Span<byte> bytes = stackalloc byte[LongWindow];
        Encoding.Latin1.GetBytes(text.AsSpan(at, width), bytes);
        return width == LongWindow ? WindowFilter.Fold(BinaryPrimitives.ReadUInt32LittleEndian(bytes)) : WindowFilter.Fold(BinaryPrimitives.ReadUInt16LittleEndian(bytes));
    }

    private readonly record struct Placed(string Text, List<int> Demands, int Offset, uint Window);
}
