using System.Security.Cryptography;
using System.Text;
using Palisade.Bench.Requests;
using Palisade.Bench.SideBySide.Cases;
using Palisade.Bench.SideBySide.Load;
using Palisade.Bench.SideBySide.Servers;

namespace Palisade.Bench.SideBySide.Measuring;

/// <summary>Before anything is measured: every server answers every request of the case as it should, and harmless ones reach the origin whole.</summary>
internal static class Verification
{
    /// <exception cref="BenchException">One does not.</exception>
    public static void Check(Server server, Case what)
    {
        using var connection = new Connection(server.Port);
        foreach (var request in what.Requests.Distinct()) Check(server, request, connection);
    }

    private static void Check(Server server, Request request, Connection connection)
    {
        var expected = server.Refuses && request.IsAttack ? 403 : 200;
        int status;
        try
        {
            status = connection.Send(BrowserText.With(request, "X-Bench-Digest: 1"));
        }
        catch (IOException fault)
        {
            throw new BenchException($"{server.Name} does not answer the request '{request.Name}': {fault.Message}");
        }

        if (status != expected) throw new BenchException($"{server.Name} answers the request '{request.Name}' with {status} in place of {expected}");
        if (status != 200) return;

        var answer = Encoding.UTF8.GetString(connection.Body);
        if (answer.StartsWith("<!DOCTYPE html>", StringComparison.Ordinal))
        {
            if (!answer.EndsWith("</html>\n", StringComparison.Ordinal) || answer.Length < 49_000) throw new BenchException($"{server.Name} does not give back the whole page");
        }
        else if (!answer.Contains(Digest(request), StringComparison.Ordinal))
        {
            throw new BenchException($"the request '{request.Name}' does not reach the origin unchanged through {server.Name}: {answer}");
        }
    }

    private static string Digest(Request request)
    {
        var bytes = request.Bytes.AsSpan();
        var line = Encoding.ASCII.GetString(bytes[..bytes.IndexOf("\r\n"u8)]);
        var body = bytes[(bytes.IndexOf("\r\n\r\n"u8) + 4)..];
        return Convert.ToHexStringLower(SHA256.HashData([.. Encoding.ASCII.GetBytes(line[..line.LastIndexOf(' ')] + "\n"), .. body]));
    }
}
