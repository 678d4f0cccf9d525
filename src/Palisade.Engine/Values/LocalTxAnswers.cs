using Palisade.Engine.Rules;

namespace Palisade.Engine.Values;

/// <summary>Which of the names that requests put together a selector means, remembered as long as the names are.</summary>
internal sealed class LocalTxAnswers(TxNameFilter filter)
{
    private const byte Unknown = 0;
    private const byte Yes = 1;
    private const byte No = 2;

    private byte[] _known = [];

    /// <summary>Whether the selector means a name.</summary>
    /// <param name="number">Its number: negative for names that are put together.</param>
    public bool Includes(int number, string name)
    {
        if (number >= 0) return filter.Includes(number, name);
        var at = ~number;
        if (at >= _known.Length) Array.Resize(ref _known, at + 64);
        if (_known[at] == Unknown) _known[at] = filter.Includes(number, name) ? Yes : No;
        return _known[at] == Yes;
    }
}
