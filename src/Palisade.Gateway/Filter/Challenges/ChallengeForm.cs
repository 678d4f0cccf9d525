using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Palisade.Gateway.Filter.Challenges;

/// <summary>What a browser sends in when it has worked out a puzzle.</summary>
/// <param name="Policy">The name of the object that asked.</param>
/// <param name="Target">Where the browser wanted to go; not to be believed.</param>
/// <param name="Automated">Whether it says that a program drives it.</param>
internal sealed record ChallengeForm(string Policy, string Puzzle, string Answer, string Target, bool Automated)
{
    private const int MostBytes = 16 * 1024;

    /// <summary>Reads the form; null for one that is too long or none. What is missing is empty.</summary>
    /// <exception cref="IOException">The client broke it off.</exception>
    /// <exception cref="OperationCanceledException">The client went away.</exception>
    public static async ValueTask<ChallengeForm?> ReadAsync(HttpContext http)
    {
        if (http.Request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) is not true) return null;
        var bytes = new byte[MostBytes + 1];
        var length = 0;
        while (length < bytes.Length && await http.Request.Body.ReadAsync(bytes.AsMemory(length), http.RequestAborted) is > 0 and var read) length += read;
        return length > MostBytes ? null : Parse(Encoding.Latin1.GetString(bytes, 0, length));
    }

    /// <summary>Reads the text of a form; of a field that comes twice, the last.</summary>
    public static ChallengeForm Parse(string text)
    {
        var form = new ChallengeForm("", "", "", "", Automated: false);
        foreach (var pair in text.Split('&'))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0) continue;
            var value = WebUtility.UrlDecode(pair[(equals + 1)..]);
            form = pair[..equals] switch
            {
                "policy" => form with { Policy = value },
                "puzzle" => form with { Puzzle = value },
                "answer" => form with { Answer = value },
                "to" => form with { Target = value },
                "automated" => form with { Automated = value == "1" },
                _ => form,
            };
        }

        return form;
    }
}
