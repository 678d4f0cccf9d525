using Palisade.Detection.Text;

namespace Palisade.Detection.Shell;

/// <summary>What the words behind a command's name are, counted once.</summary>
internal ref struct ShellArguments
{
    public ShellArguments(in ShellCommand command, int first)
    {
        for (var i = first; i < command.Count; i++)
        {
            var word = command[i];
            var text = command.Text(i);
            if (word.Has(ShellTraits.Target)) IsRedirected |= text.Length > 0 && (text[0] == '/' || ByteClass.IsNumber(text) || IsFileName(text));
            else Count++;
            if (ShellVocabulary.IsSecret(text)) Secrets++;
            if (word.Has(ShellTraits.Substitution | ShellTraits.Arithmetic)) Computed++;
            if (word.Has(ShellTraits.Torn)) Words++;
            Sort(word, text);
        }
    }

    public int Count { get; }

    /// <summary>Options: <c>-la</c>, <c>--help</c>, <c>-c</c>.</summary>
    public int Flags { readonly get; private set; }

    /// <summary>Options by which an interpreter takes code, or talks: <c>-c</c>, <c>-e</c>, <c>-r</c>, <c>-i</c>, <c>-lc</c>.</summary>
    public int CodeFlags { readonly get; private set; }

    /// <summary>Paths from the root, from home, or relative ones that climb.</summary>
    public int Paths { readonly get; private set; }

    /// <summary>Paths in the well-known folders of a system.</summary>
    public int SystemPaths { readonly get; private set; }

    public int Secrets { get; }

    public int Urls { readonly get; private set; }

    /// <summary>Addresses, and names with dots in them.</summary>
    public int Hosts { readonly get; private set; }

    public int Numbers { readonly get; private set; }

    public int Computed { get; }

    /// <summary>Wildcards for files, and variables.</summary>
    public int Dynamic { readonly get; private set; }

    /// <summary>Words of letters alone: what sentences are made of.</summary>
    public int Words { readonly get; private set; }

    /// <summary>Code in quotes.</summary>
    public int Quoted { readonly get; private set; }

    public bool IsRedirected { get; }

    private void Sort(ShellWord word, ReadOnlySpan<byte> text)
    {
        if (word.Has(ShellTraits.Variable)) Dynamic++;
        if (text.IsEmpty) return;
        if (word.Has(ShellTraits.Quoted) && text.Length > 2) Quoted++;
        if (text.Length is 2 or 3 && text[0] == '-' && text[^1] is (byte)'c' or (byte)'e' or (byte)'r' or (byte)'i') CodeFlags++;
        if (text.Length > 1 && text[0] == '-' && (ByteClass.IsLetter(text[1]) || ByteClass.IsDigit(text[1]) || (text[1] == '-' && text.Length > 3 && ByteClass.IsLetter(text[2])))) Flags++;
        else if (text.SequenceEqual("aux"u8) || text.SequenceEqual("auxw"u8) || text.SequenceEqual("auxf"u8)) Flags++;
        else if (text.IndexOf("://"u8) > 0) Urls++;
        else if (text[0] == '/' || text.StartsWith("~/"u8) || text.StartsWith("../"u8) || text.StartsWith("./"u8) || text.SequenceEqual(".."u8)) CountPath(text);
        else if (ByteClass.IsNumber(text)) Numbers++;
        else if (text.IndexOfAnyExceptInRange((byte)'*', (byte)'*') < 0 || (word.Has(ShellTraits.Glob) && text.ContainsAny((byte)'/', (byte)'.'))) Dynamic++;
        else if (IsFileName(text)) Hosts++;
        else if (IsLetters(text)) Words++;
    }

    private void CountPath(ReadOnlySpan<byte> text)
    {
        Paths++;
        if (ShellVocabulary.IsSystemPath(text)) SystemPaths++;
    }

    // a.b, 10.0.0.1, file.txt: a dot with something on both sides.
    private static bool IsFileName(ReadOnlySpan<byte> text)
    {
        var dot = text.IndexOf((byte)'.');
        return dot > 0 && dot + 1 < text.Length && ByteClass.ContinuesName(text[dot - 1]) && ByteClass.ContinuesName(text[dot + 1]);
    }

    private static bool IsLetters(ReadOnlySpan<byte> text)
    {
        foreach (var b in text.TrimEnd(",.:!?\""u8))
        {
            if (!ByteClass.IsLetter(b) && b < 0x80 && b is not ((byte)'\'' or (byte)'-')) return false;
        }

        return true;
    }
}
