using System.Text;
using Palisade.Protection.Apis.Json;

namespace Palisade.Protection.Apis.Jwt;

/// <summary>The claims of a token that was found good.</summary>
public sealed class JwtClaims
{
    private readonly JsonTape _tape;

    internal JwtClaims(JsonTape tape) => _tape = tape;

    /// <summary>A claim that is a text, a number or a flag, as text; null when there is none of that name, or it is something else.</summary>
    public string? this[string name]
    {
        get
        {
            var at = _tape.Member(0, Encoding.UTF8.GetBytes(name));
            if (at < 0) return null;
            return _tape[at].Kind switch
            {
                JsonKind.String => Encoding.UTF8.GetString(_tape.Bytes(at)),
                JsonKind.Number => Encoding.ASCII.GetString(_tape.Bytes(at)),
                JsonKind.True => "true",
                JsonKind.False => "false",
                _ => null,
            };
        }
    }

    /// <summary>The texts of a claim that is a list of them, or one; what is no text is passed over. Empty when there is none of that name.</summary>
    public IReadOnlyList<string> Texts(string name)
    {
        var at = _tape.Member(0, Encoding.UTF8.GetBytes(name));
        if (at < 0) return [];
        if (_tape[at].Kind is not JsonKind.Array) return _tape[at].Kind is JsonKind.String ? [Encoding.UTF8.GetString(_tape.Bytes(at))] : [];
        var texts = new List<string>();
        for (var item = at + 1; item < _tape[at].End; item = _tape[item].End)
        {
            if (_tape[item].Kind is JsonKind.String) texts.Add(Encoding.UTF8.GetString(_tape.Bytes(item)));
        }

        return texts;
    }
}
