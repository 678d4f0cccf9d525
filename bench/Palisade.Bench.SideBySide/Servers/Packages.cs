using System.Diagnostics;

namespace Palisade.Bench.SideBySide.Servers;

/// <summary>nginx and libmodsecurity 3, from Debian's packages.</summary>
internal static class Packages
{
    /// <summary>Debian's own paths.</summary>
    public const string Nginx = "/usr/sbin/nginx";

    /// <summary>The connector of libmodsecurity.</summary>
    public const string Module = "/usr/lib/nginx/modules/ngx_http_modsecurity_module.so";

    private static readonly string[] Names = ["nginx", "libnginx-mod-http-modsecurity"];

    private static bool Present => File.Exists(Nginx) && File.Exists(Module);

    /// <summary>Installs what is missing, where we may.</summary>
    /// <exception cref="BenchException">They are missing and cannot be installed.</exception>
    public static async Task EnsureAsync(Action<string> say, CancellationToken stop)
    {
        if (Present) return;
        if (!Environment.IsPrivilegedProcess || !File.Exists("/usr/bin/apt-get")) throw new BenchException($"nginx with libmodsecurity is missing; install {string.Join(' ', Names)}");

        say($"installing {string.Join(' ', Names)}");
        await AptAsync(["update", "-qq"], stop);
        await AptAsync(["install", "-y", "-qq", "--no-install-recommends", .. Names], stop);
        if (!Present) throw new BenchException($"{string.Join(' ', Names)} are installed, but {Nginx} or {Module} is not there");
    }

    private static async Task AptAsync(string[] arguments, CancellationToken stop)
    {
        var start = new ProcessStartInfo("/usr/bin/apt-get", arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DEBIAN_FRONTEND"] = "noninteractive";
        // Debian starts what it installs, but not at run level 1: nothing is to listen on port 80 because of us.
        start.Environment["RUNLEVEL"] = "1";
        using var apt = Process.Start(start)!;
        var (output, error) = (apt.StandardOutput.ReadToEndAsync(stop), apt.StandardError.ReadToEndAsync(stop));
        await apt.WaitForExitAsync(stop);
        if (apt.ExitCode != 0) throw new BenchException($"apt-get {arguments[0]} failed:\n{await output}{await error}");
    }
}
