namespace Palisade.Ftw.Yaml;

/// <summary>A value of a YAML document with the line it begins on. Scalars stay text: nothing is guessed to be a number or a truth value.</summary>
/// <param name="Line">Counted from 1.</param>
internal abstract record YamlNode(int Line);

/// <summary>Text, exactly as the document's style defines it.</summary>
/// <param name="Plain">Written without quotes and not as a block.</param>
internal sealed record YamlScalar(int Line, string Text, bool Plain) : YamlNode(Line)
{
    /// <summary>Whether YAML reads it as no value.</summary>
    public bool IsNull => Plain && (Text is "" or "~" or "null" or "Null" or "NULL");
}

/// <summary>A list.</summary>
internal sealed record YamlSequence(int Line, IReadOnlyList<YamlNode> Items) : YamlNode(Line);

/// <summary>One line of a mapping.</summary>
internal sealed record YamlEntry(string Key, int Line, YamlNode Value);

/// <summary>Names and values in order; merge keys are resolved, names are unique.</summary>
internal sealed record YamlMapping(int Line, IReadOnlyList<YamlEntry> Entries) : YamlNode(Line)
{
    /// <summary>The value of a name, or null.</summary>
    public YamlNode? Find(string key) => Entries.FirstOrDefault(e => e.Key == key)?.Value;
}

/// <summary>What a YAML text holds.</summary>
/// <param name="Documents">The documents that have content, up to the first fault.</param>
/// <param name="Fault">The line and the words, or null.</param>
internal sealed record YamlContent(IReadOnlyList<YamlNode> Documents, (int Line, string Message)? Fault);
