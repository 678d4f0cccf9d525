using System.Text;
using Palisade.Engine.Patterns;

namespace Palisade.Engine.Operators;

/// <summary><c>@restpath /shops/{shop}/items/{item}</c>: true when the path occurs in the value, with anything in the place of each name; fills <c>ARGS_PATH</c>.</summary>
/// <remarks>
/// An operator of Coraza. A name stands for as many bytes as can be, slashes included and line feeds not. All else is meant
/// literally; in Coraza it is a regular expression in which only <c>/</c> is quoted. Macros are not expanded.
/// </remarks>
internal sealed class RestPath : Operator
{
    private readonly BytePattern _pattern;
    private readonly string[] _names;

    private RestPath(BytePattern pattern, string[] names) => (_pattern, _names) = (pattern, names);

    /// <inheritdoc/>
    public override string Name => "restpath";

    /// <summary>Reads the path.</summary>
    public static Operator? Create(OperatorArgument argument)
    {
        List<string> names = [];
        var text = Translate(argument.Text, names);
        var (pattern, error) = BytePattern.Compile(text, BytePatternOptions.Default with { TimeLimit = argument.Options.PatternTimeLimit });
        return pattern is not null ? new RestPath(pattern, [.. names]) : argument.Refuse(OperatorFaults.Argument, $"the path cannot be used: {error}");
    }

    /// <inheritdoc/>
    public override bool Matches(ReadOnlySpan<byte> value, OperatorRun run)
    {
        Span<ByteRange> groups = new ByteRange[_names.Length + 1];
        var count = _pattern.Match(value, 0, groups, out var limit);
        run.LimitExceeded |= limit;
        if (count == 0) return false;
        var found = new List<KeyValuePair<string, byte[]>>(_names.Length);
        for (var i = 1; i < count; i++) found.Add(new KeyValuePair<string, byte[]>(_names[i - 1], groups[i].Of(value).ToArray()));
        run.PathArguments = found;
        return true;
    }

    private static string Translate(string path, List<string> names)
    {
        var pattern = new StringBuilder();
        for (var at = 0; at < path.Length;)
        {
            var end = path[at] == '{' ? path.IndexOf('}', at) : -1;
            if (end > at + 1)
            {
                names.Add(path[(at + 1)..end]);
                pattern.Append("([^\\n]*)");
                at = end + 1;
                continue;
            }

            pattern.Append(char.IsAsciiLetterOrDigit(path[at]) ? path[at].ToString() : $"\\x{(int)path[at]:x2}");
            at++;
        }

        return pattern.ToString();
    }
}
