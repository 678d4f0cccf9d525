using System.Net;
using System.Net.Sockets;
using Palisade.Trust.Identities;

namespace Palisade.Cli.Tests.Following;

public sealed class IdentityTests
{
    [Fact]
    public async Task A_token_makes_one_gateway_and_no_second()
    {
        await using var fleet = await Fleet.StartAsync();
        Fleet.WriteTicket(fleet.At("one.ticket"), fleet.Side.Secrets.CreateToken("acme", "edge").Ticket.ToText());
        File.Copy(fleet.At("one.ticket"), fleet.At("two.ticket"));

        var first = await fleet.GatewayAsync("one");
        var second = await Assert.ThrowsAsync<IOException>(() => fleet.GatewayAsync("two"));

        Assert.Equal(("acme", "edge", Role.Gateway), (first.Pump.Identity.Tenant, first.Pump.Identity.Group, first.Pump.Identity.Role));
        Assert.Contains("used", second.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deleted_secret_enrols_nobody_and_who_enrolled_stays()
    {
        await using var fleet = await Fleet.StartAsync();
        await fleet.PutAsync(Fleet.Site("a", "a.example"));
        var (grant, ticket) = fleet.Side.Secrets.CreateSecret("acme", "edge");
        Fleet.WriteTicket(fleet.At("one.ticket"), ticket.ToText());
        Fleet.WriteTicket(fleet.At("two.ticket"), ticket.ToText());
        var first = await fleet.GatewayAsync("one");
        Assert.Equal(grant.Id, Assert.Single(fleet.Side.Secrets.List()).Id);
        Assert.True(fleet.Side.Secrets.Delete(grant.Id));

        await Assert.ThrowsAsync<IOException>(() => fleet.GatewayAsync("two"));

        await Fleet.UntilAsync(() => first.Count() is 1, "the objects of who enrolled before");
        Assert.DoesNotContain(ticket.Secret[^64..], string.Concat(Directory.GetFiles(fleet.At("manager"), "*", SearchOption.AllDirectories).Select(File.ReadAllText)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_manager_of_another_root_is_not_told_the_secret()
    {
        await using var fleet = await Fleet.StartAsync();
        await using var stranger = await Fleet.StartAsync();
        Fleet.WriteTicket(fleet.At("one.ticket"), fleet.Side.Secrets.CreateSecret("acme", "edge").Ticket.ToText());

        var refused = await Assert.ThrowsAsync<IOException>(() => fleet.GatewayAsync("one", options: fleet.Options("one") with { Enrolment = stranger.Enrolment }));

        Assert.Contains("Nothing secret was sent", refused.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(fleet.At("one", "identity.pem")));
    }

    [Fact]
    public async Task A_ticket_that_others_may_read_is_refused()
    {
        await using var fleet = await Fleet.StartAsync();
        Fleet.WriteTicket(fleet.At("one.ticket"), fleet.Side.Secrets.CreateSecret("acme", "edge").Ticket.ToText());
        File.SetUnixFileMode(fleet.At("one.ticket"), UnixFileMode.UserRead | UnixFileMode.GroupRead);

        Assert.Contains("0600", (await Assert.ThrowsAsync<IOException>(() => fleet.GatewayAsync("one"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_gateway_waits_for_a_manager_that_is_not_there_yet()
    {
        await using var fleet = await Fleet.StartAsync();
        Fleet.WriteTicket(fleet.At("one.ticket"), fleet.Side.Secrets.CreateSecret("acme", "edge").Ticket.ToText());
        await fleet.StopManagerAsync();
        var starting = fleet.GatewayAsync("one");
        await Task.Delay(300);
        Assert.False(starting.IsCompleted);

        await fleet.StartManagerAsync();

        Assert.Equal("acme", (await starting.WaitAsync(TimeSpan.FromSeconds(60))).Pump.Identity.Tenant);
    }

    [Fact]
    public async Task An_identity_that_was_taken_back_is_cut_off_and_what_is_in_force_stays()
    {
        await using var fleet = await Fleet.StartAsync();
        await fleet.PutAsync(Fleet.Site("a", "a.example"));
        var (good, bad) = (await fleet.GatewayAsync("good"), await fleet.GatewayAsync("bad"));
        await Fleet.UntilAsync(() => good.Count() is 1 && bad.Count() is 1, "the first objects");

        fleet.Side.Trust.Revoke(bad.Pump.Identity);

        await Fleet.UntilAsync(() => !bad.Pump.IsConnected, "the end of the connection");
        await fleet.PutAsync(Fleet.Site("a", "b.example"));
        await Fleet.UntilAsync(() => good.DomainOf("a") == "b.example", "the change");
        await Task.Delay(500);
        Assert.Equal("a.example", bad.DomainOf("a"));
        Assert.True(File.Exists(fleet.At("good", "revoked", "revoked-0.list")));
    }

    [Fact]
    public async Task An_identity_is_renewed_before_it_ends_and_stays_the_same()
    {
        // Renewed after two thirds of 10 minutes and 5 s of backdating: at once.
        await using var fleet = await Fleet.StartAsync(new Fleet { Lifetimes = new() { Identity = TimeSpan.FromMinutes(10), Backdating = TimeSpan.FromHours(1) } });
        await fleet.PutAsync(Fleet.Site("a", "a.example"));
        var gateway = await fleet.GatewayAsync();
        var (who, first) = (gateway.Pump.Identity, File.ReadAllText(fleet.At("one", "identity.pem")));

        await Fleet.UntilAsync(() => File.ReadAllText(fleet.At("one", "identity.pem")) != first, "another certificate");
        await fleet.PutAsync(Fleet.Site("a", "b.example"));
        await Fleet.UntilAsync(() => gateway.DomainOf("a") == "b.example", "a change over the new connection");

        Assert.Equal(who, gateway.Pump.Identity);
    }

    [Fact]
    public async Task Sealing_keys_come_before_they_are_needed_and_lie_encrypted()
    {
        await using var fleet = await Fleet.StartAsync();
        await fleet.PutAsync(Fleet.Site("a", "a.example"));
        await fleet.PutAsync(Fleet.Site("x", "x.example", "other"));
        var gateway = await fleet.GatewayAsync("one", "acme");
        await Fleet.UntilAsync(() => gateway.Count() is 1, "the first objects");
        var secret = fleet.Side.Sealing.Seal("acme", "default/shop", "a key in PEM");
        fleet.Side.Sealing.Seal("other", "default/shop", "another");
        fleet.Side.TellGateways();

        await Fleet.UntilAsync(() => gateway.Pump.Sealing.Find("acme") is not null, "the key");

        Assert.Equal("a key in PEM"u8.ToArray(), gateway.Pump.Sealing.TryOpen("acme", "default/shop", secret.KeyId, secret.Sealed.Span));
        Assert.Null(gateway.Pump.Sealing.Find("other"));
        fleet.Side.Sealing.Rotate("acme");
        fleet.Side.TellGateways();
        await Fleet.UntilAsync(() => gateway.Pump.Sealing.Find("acme")!.Ids.Count is 2, "the next key");
        Assert.NotNull(gateway.Pump.Sealing.TryOpen("acme", "default/shop", secret.KeyId, secret.Sealed.Span));
    }

    [Fact]
    public async Task What_sends_garbage_or_nothing_in_the_managers_place_costs_patience_only()
    {
        await using var fleet = await Fleet.StartAsync();
        await fleet.PutAsync(Fleet.Site("a", "a.example"));
        await using (var first = await fleet.GatewayAsync()) await Fleet.UntilAsync(() => first.Count() is 1, "the first objects");
        foreach (var answer in new byte[]?[] { null, "HTTP/1.1 200 OK\r\n\r\n"u8.ToArray(), [0x16, 0x03, 0x03, 0xFF, 0xFF, 1, 2, 3] })
        {
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            var accepting = AcceptAsync(listener, answer);
            await using (var gateway = await fleet.GatewayAsync("one", options: fleet.Options("one") with { Manager = listener.LocalEndpoint, Patience = TimeSpan.FromMilliseconds(300) }))
            {
                await Fleet.UntilAsync(() => accepting.Tries > 1, "a second try");
                Assert.Equal("a.example", gateway.DomainOf("a"));
                Assert.False(gateway.Pump.IsConnected);
            }

            listener.Stop();
        }
    }

    private static Counter AcceptAsync(TcpListener listener, byte[]? answer)
    {
        var counter = new Counter();
        _ = Task.Run(async () =>
        {
            try
            {
                while (true)
                {
                    var client = await listener.AcceptTcpClientAsync();
                    Interlocked.Increment(ref counter.Tries);
                    if (answer is not null) await client.GetStream().WriteAsync(answer);
                }
            }
            catch (Exception fault) when (fault is SocketException or IOException or ObjectDisposedException)
            {
                // The test is over.
            }
        });
        return counter;
    }

    private sealed class Counter
    {
        public int Tries;
    }
}
