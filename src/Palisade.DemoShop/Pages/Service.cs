using System.Text;
using Microsoft.AspNetCore.Http;
using Palisade.DemoShop.Shell;
using Palisade.DemoShop.Storage;

namespace Palisade.DemoShop.Pages;

/// <summary>Documents to download and the check of a supplier's server.</summary>
internal sealed class Service(DocumentFolder documents)
{
    /// <summary>The list of documents.</summary>
    public static IResult Documents() =>
        Layout.Page("Documents",
            $"<div class='panel'><h2>Documents</h2><ul>{string.Concat(Embedded.In("documents").Order(StringComparer.Ordinal).Select(d => $"<li><a href='/download?file={d}'>{d}</a></li>"))}</ul></div>");

    /// <summary>Flaw: the name may lead out of the folder.</summary>
    public IResult Download(string file) =>
        documents.Read(file) is { } bytes
            ? Results.Bytes(bytes, "text/plain; charset=utf-8")
            : Results.Text("no such document\n", "text/plain", Encoding.UTF8, StatusCodes.Status404NotFound);

    /// <summary>The form for the check.</summary>
    public static IResult Suppliers() =>
        Layout.Page("Suppliers",
            """
            <div class="panel"><h2>Is our supplier awake?</h2>
            <form action="/ping"><input name="host" value="127.0.0.1" aria-label="Host"><div><button>Ask</button></div></form></div>
            """);

    /// <summary>Flaw: the host goes into a shell line as it came.</summary>
    public async Task<IResult> PingAsync(string host, CancellationToken stop) =>
        Layout.Page("Suppliers", $"<div class='panel'><h2>Supplier</h2><pre>{Layout.Encode(await HostCheck.RunAsync(host, documents.FullName, stop))}</pre></div>");
}
