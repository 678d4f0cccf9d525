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
}
