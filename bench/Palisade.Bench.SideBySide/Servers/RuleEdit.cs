using System.Globalization;

namespace Palisade.Bench.SideBySide.Servers;

/// <summary>What an operator does before a reload: changes one rule of one file. Without it nothing would be new, and a reload would be measured that nobody needs.</summary>
internal sealed class RuleEdit
{
    private readonly string _file;
    private readonly string _text;
    private int _turn;

    /// <param name="folder">As <see cref="RuleFolder"/> makes it.</param>
    public RuleEdit(string folder)
    {
        _file = Path.Combine(folder, "crs-setup.conf");
        _text = File.Exists(_file) ? File.ReadAllText(_file) : "";
    }

    /// <summary>Writes the file with another rule at its end.</summary>
    public void Make() =>
        File.WriteAllText(_file, string.Create(CultureInfo.InvariantCulture, $"{_text}\nSecRule ARGS:bench_turn \"@rx ^turn-{_turn++}$\" \"id:99,phase:1,pass,nolog,setvar:tx.bench_turn=1\"\n"));
}
