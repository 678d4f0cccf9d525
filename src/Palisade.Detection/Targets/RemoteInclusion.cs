using Palisade.Detection.Reading;

namespace Palisade.Detection.Targets;

/// <summary>URLs of files that a script would include as code: an empty query cuts off what the application appends, and such files have telling names.</summary>
internal static class RemoteInclusion
{
    private static readonly byte[][] Extensions = Words.List(".txt .php .php5 .phtml .inc .asp .aspx .jsp .cgi .pl .gif .jpg .png .dat .log .tpl");
    private static readonly byte[][] Names = Words.List("shell webshell c99 r57 c100 cmd backdoor b374k wso rce evil pwn exploit phpshell reverse injection malware hack rfi");

    /// <summary>Judges the path of a URL.</summary>
    public static Finding? Judge(ReadOnlySpan<byte> url, int path)
    {
        var query = url[path..].IndexOf((byte)'?');
        var end = query < 0 ? url.Length : path + query;
        var file = url[(path + url[path..end].LastIndexOf((byte)'/') + 1)..end];
        var dot = file.LastIndexOf((byte)'.');
        if (dot <= 0 || Words.FirstOf(file[dot..], Extensions).Length != file.Length - dot) return null;
        if (query >= 0 && url[end..].Trim((byte)'?').IsEmpty) return new(Confidence.Medium, 0, url.Length, "is a file elsewhere, with an empty query that cuts off what an application appends");
        if (Words.StartsWith(url, "ftp:"u8) && Words.FirstOf(file[dot..], Extensions) is [(byte)'.', (byte)'p', (byte)'h', ..]) return new(Confidence.Medium, 0, url.Length, "is a program elsewhere, to be fetched by FTP");
        var name = Words.FirstOf(file, Names);
        return !name.IsEmpty && !Words.IsLetter(file[name.Length]) ? new(Confidence.Medium, 0, url.Length, "is a file elsewhere with the name of a web shell") : null;
    }
}
