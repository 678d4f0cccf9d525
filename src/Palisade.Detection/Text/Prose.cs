namespace Palisade.Detection.Text;

/// <summary>Tells sentences from code: people write small words that no language of machines is made of.</summary>
internal static class Prose
{
    // A sentence shows itself early; a long value is judged by its head, so that asking costs the same for all.
    private const int Head = 2048;

    private static readonly WordMap<bool> SmallWords = new(
        (true, "the a an of my your our their his her its this that these those are was were be been is it you we they i he she me us them him and or not to from with without by on at as into about than then there"),
        (true, "please thanks very more most other another each every many much both which what who whom whose how why when where while because but so also only just even all any some no"),
        (true, "would should could can cannot may might must will shall have has had having does did use used uses using like want need needs see here there one two first last new good"),
        (true, "der die das und ist nicht ein eine mit von zu auf den dem des im oder wie sie wir ich es für le la les un une et est pas des du que qui pour dans avec sur el los las una es que con por para del en y"));

    /// <summary>True for text with sentences in it: several small words, or some among many words. It is asked of no more than is enough to say yes.</summary>
    public static bool Is(ReadOnlySpan<byte> value)
    {
        if (value.Length > Head) value = value[..Head];
        var (small, words, at) = (0, 0, 0);
        while (at < value.Length)
        {
            var end = at;
            while (end < value.Length && !ByteClass.IsBlank(value[end])) end++;
            var word = value[at..end].Trim(".,:;!?()\"'"u8);
            if (IsWord(word)) words++;
            if (SmallWords.TryGetAnyCase(word, out _)) small++;
            if (small >= 4 || (small >= 2 && words >= 5) || (small >= 1 && words >= 8) || words >= 14) return true;
            at = end + 1;
        }

        return false;
    }

    // Letters, the first of any case, the others small; bytes from 0x80 are letters of some script.
    private static bool IsWord(ReadOnlySpan<byte> word)
    {
        if (word.Length < 2) return false;
        foreach (var b in word[1..])
        {
            if (b < 0x80 && b is not (>= (byte)'a' and <= (byte)'z') && b is not ((byte)'-' or (byte)'\'')) return false;
        }

        return ByteClass.IsLetter(word[0]) || word[0] >= 0x80;
    }
}
