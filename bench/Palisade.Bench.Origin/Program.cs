using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Palisade.Bench.Origin;

// The application behind every server that is compared: it answers at once, so that what is measured is the way to it.
// Arguments: the port to listen on.
var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
builder.WebHost.UseKestrelCore();
builder.WebHost.ConfigureKestrel(options =>
{
    options.AddServerHeader = false;
    options.Listen(IPAddress.Loopback, int.Parse(args[0]));
});
await using var app = builder.Build();
app.Run(Application.AnswerAsync);
await app.RunAsync();
