using Palisade.Detection.Text;

namespace Palisade.Detection.WindowsShell;

/// <summary>The commands of cmd.exe, PowerShell and the tools that come with Windows.</summary>
internal static class WindowsVocabulary
{
    private static readonly WordMap<WindowsVerb> Verbs = new(
        (WindowsVerb.Tells, "whoami ipconfig systeminfo tasklist netstat hostname getmac qwinsta quser nltest driverquery ver gci gps"),
        (WindowsVerb.Acts, "dir type copy xcopy robocopy del erase move ren rename rmdir rd mkdir md echo set find findstr more attrib icacls cacls takeown tree start at route arp ping nslookup tracert timeout choice shutdown taskkill for if call cd chdir pushd assoc ftype fc comp expand makecab ftp tftp telnet ssh curl dsquery fsutil vssadmin bcdedit diskpart cipher sort pause title cls time date path vol print"),
        (WindowsVerb.Manages, "net net1 reg sc wmic netsh schtasks"),
        (WindowsVerb.Runs, "cmd powershell pwsh powershell_ise certutil bitsadmin mshta rundll32 regsvr32 cscript wscript msiexec installutil regasm regsvcs msbuild forfiles pcalua odbcconf psexec iex iwr invoke-expression invoke-webrequest invoke-command start-process comspec hh cmstp mavinject desktopimgdownldr esentutl wevtutil procdump"));

    private static readonly WordMap<bool> Tasks = new((true, "user users localgroup group view use start stop share accounts session config time query add save export delete create create os process path computersystem useraccount service product qfe list startup bios cpu logicaldisk advfirewall firewall interface wlan /create /query /run qc"));

    // Functions and classes of PowerShell and .NET that only code names.
    private static readonly WordMap<bool> Cmdlets = new((true,
        "downloadstring downloadfile downloaddata invoke-expression invoke-webrequest invoke-restmethod invoke-command invoke-item invoke-mimikatz start-process start-bitstransfer new-object get-wmiobject get-ciminstance get-childitem get-content get-process get-service set-executionpolicy frombase64string net.webclient system.net.webclient net.sockets.tcpclient system.net.sockets.tcpclient encodedcommand add-type convertto-securestring out-file set-content start-sleep start-job new-service"));

    // What may stand behind a name of two letters that has arguments.
    private const string Separators = " \t,;=/\\.";

    /// <summary>Texts of which a command has one whose name is not written in some disguise.</summary>
    public static System.Collections.Immutable.ImmutableArray<string> Marks { get; } =
        [.. Verbs.Words.SelectMany(w => w.Length > 2 ? [w] : Separators.Select(s => w + s)), .. Cmdlets.Words];

    public static WindowsVerb Verb(ReadOnlySpan<byte> name) => Verbs.TryGetAnyCase(name, out var verb) ? verb : WindowsVerb.None;

    public static bool IsTask(ReadOnlySpan<byte> word) => Tasks.TryGetAnyCase(word, out _);

    public static bool IsCmdlet(ReadOnlySpan<byte> word) => Cmdlets.TryGetAnyCase(word, out _);
}
