namespace Palisade.SecLang;

/// <summary>A place in a rule file; line and column start at 1, columns count bytes.</summary>
public readonly record struct Place(string File, int Line, int Column)
{
    /// <summary>The form editors and CI can click: <c>file(line,column)</c>.</summary>
    public override string ToString() => $"{File}({Line},{Column})";
}
