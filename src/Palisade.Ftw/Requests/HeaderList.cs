using System.Text;
using Palisade.Ftw.Model;

namespace Palisade.Ftw.Requests;

/// <summary>The header lines of a request being written, in order. Names compare without regard to ASCII case.</summary>
internal sealed class HeaderList(IEnumerable<HeaderField> headers)
{
    private readonly List<HeaderField> _headers = [.. headers];

    /// <summary>Whether a header of that name is there, with whatever value.</summary>
    public bool Has(string name) => ValuesOf(name).Any();

    /// <summary>The values of all headers of that name.</summary>
    public IEnumerable<string> ValuesOf(string name) => _headers.Where(h => Is(h, name)).Select(h => h.Value);

    /// <summary>Adds a line at the end.</summary>
    public void Add(string name, string value) => _headers.Add(new(name, value));

    /// <summary>Adds a line at the end where the name is not there yet.</summary>
    public void AddMissing(string name, string value)
    {
        if (!Has(name)) Add(name, value);
    }

    /// <summary>Appends text to the last value of that name, or adds the header.</summary>
    public void Extend(string name, string separator, string value)
    {
        var last = _headers.FindLastIndex(h => Is(h, name));
        if (last < 0) Add(name, value);
        else _headers[last] = new(_headers[last].Name, _headers[last].Value + separator + value);
    }

    /// <summary>Writes the lines, each with its CRLF.</summary>
    public void WriteTo(Stream to)
    {
        foreach (var header in _headers) to.Write(Encoding.UTF8.GetBytes($"{header.Name}: {header.Value}\r\n"));
    }

    private static bool Is(HeaderField header, string name) => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase);
}
