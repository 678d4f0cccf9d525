using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Palisade.Gateway.Tests.Servers;

/// <summary>A DNS server on loopback, over UDP and TCP, which says what it is told to: right, wrong, too long, or nothing.</summary>
internal sealed class DnsServer : IAsyncDisposable
{
    private readonly ConcurrentDictionary<(string Name, int Type), byte[][]> _records = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Socket _datagrams = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly TcpListener _streams;
    private readonly Task _serving;
    private int _asked;

    public DnsServer()
    {
        _datagrams.Bind(new IPEndPoint(IPAddress.Loopback, Ports.Free()));
        _streams = new TcpListener(IPAddress.Loopback, Address.Port);
        _streams.Start();
        _serving = Task.WhenAll(DatagramsAsync(), StreamsAsync());
    }

    public IPEndPoint Address => (IPEndPoint)_datagrams.LocalEndPoint!;

    /// <summary>Questions so far.</summary>
    public int Asked => Volatile.Read(ref _asked);

    /// <summary>What becomes of an answer before it is sent; null for no answer.</summary>
    public Func<byte[], byte[]?> Change { get; set; } = reply => reply;

    /// <summary>Whether answers over UDP are cut, so that they must be asked for over TCP.</summary>
    public bool Cut { get; set; }

    public DnsServer Ptr(string address, params string[] names) => Add(Reverse(address), 12, [.. names.Select(Name)]);

    public DnsServer A(string name, params string[] addresses) => Add(name, 1, [.. addresses.Select(a => IPAddress.Parse(a).GetAddressBytes())]);

    public DnsServer Alias(string name, string target) => Add(name, 5, [Name(target)]);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _datagrams.Dispose();
        _streams.Stop();
        await _serving;
        _stop.Dispose();
    }

    private DnsServer Add(string name, int type, byte[][] data)
    {
        _records[(name, type)] = data;
        return this;
    }

    private static string Reverse(string address) => string.Join('.', address.Split('.').Reverse()) + ".in-addr.arpa";

    private async Task DatagramsAsync()
    {
        var buffer = new byte[512];
        try
        {
            while (!_stop.IsCancellationRequested)
            {
                var read = await _datagrams.ReceiveFromAsync(buffer, new IPEndPoint(IPAddress.Any, 0), _stop.Token);
                if (Answer(buffer[..read.ReceivedBytes], cut: Cut) is { } reply) await _datagrams.SendToAsync(reply, read.RemoteEndPoint, _stop.Token);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Asked to stop.
        }
    }

    private async Task StreamsAsync()
    {
        try
        {
            while (!_stop.IsCancellationRequested)
            {
                using var client = await _streams.AcceptTcpClientAsync(_stop.Token);
                var stream = client.GetStream();
                var length = new byte[2];
                await stream.ReadExactlyAsync(length, _stop.Token);
                var query = new byte[BinaryPrimitives.ReadUInt16BigEndian(length)];
                await stream.ReadExactlyAsync(query, _stop.Token);
                var reply = Answer(query, cut: false)!;
                BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)reply.Length);
                await stream.WriteAsync((byte[])[.. length, .. reply], _stop.Token);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException or IOException)
        {
            // Asked to stop.
        }
    }

    private byte[]? Answer(byte[] query, bool cut)
    {
        Interlocked.Increment(ref _asked);
        var (name, type) = Question(query);
        var reply = new List<byte>(query);
        reply[2] = (byte)(0x84 | (cut ? 2 : 0));
        var records = cut ? [] : Chain(name, type).ToList();
        reply[3] = records.Count == 0 && !cut ? (byte)3 : (byte)0;
        reply[7] = (byte)records.Count;
        foreach (var record in records) reply.AddRange(record);
        return Change([.. reply]);
    }

    private IEnumerable<byte[]> Chain(string name, int type)
    {
        for (var owner = name; ;)
        {
            foreach (var data in _records.GetValueOrDefault((owner, type)) ?? []) yield return Record(owner, type, data);
            if (_records.GetValueOrDefault((owner, 5)) is not [var alias]) yield break;
            yield return Record(owner, 5, alias);
            owner = Text(alias);
        }
    }

    private static byte[] Record(string owner, int type, byte[] data) =>
        [.. Name(owner), 0, (byte)type, 0, 1, 0, 0, 0, 60, (byte)(data.Length >> 8), (byte)data.Length, .. data];

    private static (string Name, int Type) Question(byte[] query)
    {
        var name = Text(query[12..]);
        return (name, query[12 + Name(name).Length + 1]);
    }

    private static byte[] Name(string name) => [.. name.Split('.').SelectMany(l => (byte[])[(byte)l.Length, .. Encoding.Latin1.GetBytes(l)]), 0];

    private static string Text(byte[] name)
    {
        var labels = new List<string>();
        for (var at = 0; name[at] != 0; at += name[at] + 1) labels.Add(Encoding.Latin1.GetString(name, at + 1, name[at]));
        return string.Join('.', labels).ToLowerInvariant();
    }
}
