using Palisade.Detection.Text;

namespace Palisade.Detection.Shell;

/// <summary>The commands of Unix systems by what they do, and the places that they are pointed at.</summary>
internal static class ShellVocabulary
{
    private static readonly WordMap<ShellVerb> Verbs = new(
        (ShellVerb.Tells, "whoami uname ifconfig netstat printenv lsb_release getent lscpu lsblk lsof lspci lsusb lsmod dmesg pstree vmstat iostat logname nproc hostnamectl iwconfig arp systeminfo sestatus getfacl tty phpinfo lastlog findmnt sw_vers ipconfig tasklist"),
        (ShellVerb.TellsShortly, "ls ps pwd df du dir ss ll"),
        (ShellVerb.TellsByWord, "id w who env set date hostname host users groups last history uptime top free mount arch jobs locale cal declare alias compgen blkid route stat file which whereis type man time finger"),
        (ShellVerb.Reads, "cat tac head tail more less nl od xxd hexdump strings sort uniq rev cut paste fold pr vi vim nano ed emacs view cp mv rm ln touch mkdir rmdir chmod chown chgrp chattr tar zip unzip gzip gunzip zcat bzip2 xz 7z cpio dd tee split wc md5sum sha1sum sha256sum cmp diff comm base32 base64 readlink realpath basename dirname source . shred truncate install column bat ar expand unexpand iconv uuencode openssl gpg sqlite3 mysqldump"),
        (ShellVerb.Searches, "grep egrep fgrep zgrep find locate awk gawk mawk nawk sed tr xargs"),
        (ShellVerb.Fetches, "curl wget nc ncat netcat socat telnet ssh scp sftp ftp tftp rsync lynx links fetch aria2c axel httpie svn smbclient rpcclient mail sendmail mysql psql mongo redis-cli lwp-request lwp-download"),
        (ShellVerb.Resolves, "ping ping6 nslookup dig traceroute tracepath nmap whois drill masscan"),
        (ShellVerb.Interprets, "sh bash zsh dash ksh csh tcsh ash fish rbash python python2 python3 perl ruby php php5 php7 php8 node nodejs lua luajit tclsh java jshell gcc cc make gdb expect powershell pwsh rscript julia go deno bun irb ipython osascript jrunscript"),
        (ShellVerb.Waits, "sleep usleep"),
        (ShellVerb.Echoes, "echo printf print expr let seq yes"),
        (ShellVerb.Administers, "kill killall pkill useradd adduser usermod userdel groupadd passwd chpasswd visudo crontab at batch initctl shutdown reboot halt poweroff init telinit iptables ip6tables nft ufw setenforce mkfs fdisk mkfifo mknod insmod modprobe export unset ulimit umask trap screen tmux disown chroot swapoff sysctl hostname nsenter unshare losetup"),
        (ShellVerb.Manages, "apt apt-get yum dnf apk zypper pacman brew gem pip pip3 npm yarn composer dpkg rpm aws docker podman kubectl helm systemctl service git svn ip"),
        (ShellVerb.Wraps, "sudo doas su env nohup timeout busybox toybox exec eval command builtin nice ionice time watch strace ltrace setsid stdbuf script unbuffer chronic parallel flock xargs taskset rlwrap proxychains"),
        (ShellVerb.Reserved, "if then else elif do while until ! { for case function fi done"),
        (ShellVerb.Tests, "[ test [["),
        (ShellVerb.Idle, "true false : cd exit read return shift wait pushd popd clear reset"));

    // Where things are on a Unix system that a request has no business with.
    private static readonly WordMap<bool> Roots = new((true, "etc proc root var home tmp dev bin sbin usr opt sys boot lib mnt srv run windows winnt inetpub"));

    private static readonly WordMap<bool> Tasks = new((true, "install i add remove delete del update upgrade start stop restart status enable disable ps run exec images info get describe apply clone pull a addr address r route link list show"));

    private static readonly WordMap<bool> Programs = new((true, "bin sbin"));

    // A name of two letters is one only with a blank behind it.
    /// <summary>Texts of which a command has one whose name is not written in some disguise.</summary>
    public static System.Collections.Immutable.ImmutableArray<string> Marks { get; } = [.. Verbs.Words.Where(w => w.Length > 1 || w == "w").SelectMany(w => w.Length > 2 ? [w] : new[] { w + " ", w + "\t" })];

    public static ShellVerb Verb(ReadOnlySpan<byte> name) => Verbs.TryGet(name, out var verb) ? verb : ShellVerb.None;

    /// <summary>What a manager of packages, services or containers is asked to do.</summary>
    public static bool IsTask(ReadOnlySpan<byte> word) => Tasks.TryGet(word, out _);

    /// <summary>The first command whose name a pattern with <c>?</c>, <c>*</c> or <c>[...]</c> matches.</summary>
    public static ShellVerb VerbLike(ReadOnlySpan<byte> pattern)
    {
        foreach (var word in Verbs.Words)
        {
            if (ShellGlob.Matches(pattern, word)) return Verb(System.Text.Encoding.ASCII.GetBytes(word));
        }

        return ShellVerb.None;
    }

    /// <summary>A path from one of the well-known folders of a system, wildcards allowed: <c>/etc/x</c>, <c>/???/x</c>.</summary>
    public static bool IsSystemPath(ReadOnlySpan<byte> path)
    {
        if (path.Length < 4 || path[0] != '/') return false;
        var rest = path[1..].TrimStart((byte)'/');
        var slash = rest.IndexOf((byte)'/');
        if (slash < 0) return Roots.TryGet(rest, out _);
        if (slash == 0) return false;
        var first = rest[..slash];
        return Roots.TryGet(first, out _) || (first.ContainsAny((byte)'?', (byte)'*', (byte)'[') && rest.Length > slash + 1);
    }

    /// <summary>A folder of programs, wildcards allowed: <c>/bin/</c>, <c>/usr/bin/</c>, <c>/???/</c>.</summary>
    public static bool IsProgramFolder(ReadOnlySpan<byte> folder)
    {
        folder = folder.Trim((byte)'/');
        folder = folder[(folder.LastIndexOf((byte)'/') + 1)..];
        return Programs.TryGet(folder, out _) || ShellGlob.Matches(folder, "bin") || ShellGlob.Matches(folder, "sbin");
    }

    /// <summary>Things that only an attacker asks for.</summary>
    public static bool IsSecret(ReadOnlySpan<byte> text) =>
        text.IndexOf("/etc/"u8) >= 0 || text.IndexOf("passwd"u8) >= 0 || text.IndexOf("/shadow"u8) >= 0 || text.IndexOf("/proc/"u8) >= 0 || text.IndexOf("/dev/tcp/"u8) >= 0 || text.IndexOf("/dev/udp/"u8) >= 0
        || text.IndexOf("id_rsa"u8) >= 0 || text.IndexOf(".ssh/"u8) >= 0 || text.IndexOf(".bash_history"u8) >= 0 || text.IndexOf(".aws/"u8) >= 0 || text.IndexOf(".htpasswd"u8) >= 0;
}
