using Palisade.Detection.Text;

namespace Palisade.Detection.Paths;

/// <summary>What a path leads to.</summary>
internal enum PathTarget : byte
{
    None,

    /// <summary>A folder of an operating system whose name others have too.</summary>
    Folder,

    /// <summary>A folder of an operating system.</summary>
    System,

    /// <summary>Settings or a log of a server or an application; an ordinary name elsewhere.</summary>
    Application,

    /// <summary>A folder of an operating system with nothing but its secrets and settings.</summary>
    Settings,

    /// <summary>A file of a web application that is not to be served.</summary>
    Hidden,

    /// <summary>A file that attackers read to prove that they can.</summary>
    Secret,
}

/// <summary>The files and folders of Unix, Windows, servers and applications that matter.</summary>
internal static class PathTargets
{
    private static readonly WordMap<PathTarget> Roots = new(
        (PathTarget.Settings, "etc proc windows winnt winnt40 boot.ini inetpub"),
        (PathTarget.System, "var usr root opt tmp dev sbin boot mnt srv volumes xampp wamp lampp apache apache2 nginx tomcat system32 minint bitnami"),
        (PathTarget.Folder, "home bin sys lib run library private applications users usuarios recovery documents logs log conf"));

    private static readonly WordMap<PathTarget> Secrets = new(
        (PathTarget.Secret, "etc/passwd etc/shadow etc/group etc/gshadow etc/hosts etc/issue etc/sudoers etc/master.passwd etc/motd etc/hostname etc/fstab etc/crontab etc/resolv.conf etc/mysql/my.cnf etc/ssh/sshd_config etc/security/passwd"),
        (PathTarget.Secret, "proc/self/environ proc/self/cmdline proc/self/maps proc/self/status proc/self/stat proc/version proc/cmdline proc/mounts proc/net/tcp proc/net/arp proc/net/fib_trie proc/sched_debug proc/cpuinfo proc/1/environ proc/self/mounts"),
        (PathTarget.Secret, "boot.ini windows/win.ini winnt/win.ini windows/system.ini windows/repair/sam windows/system32/config/sam windows/system32/drivers/etc/hosts winnt/system32/drivers/etc/hosts windows/php.ini windows/my.ini winnt/my.ini autoexec.bat"),
        (PathTarget.Secret, "root/.ssh/id_rsa root/.bash_history root/.ssh/authorized_keys root/.bashrc root/.mysql_history"));

    // By their names alone, wherever they are. Those that are ordinary names of files too count only behind climbing.
    private static readonly WordMap<PathTarget> Names = new(
        (PathTarget.Secret, "id_rsa id_dsa id_ed25519 authorized_keys .bash_history .mysql_history .htpasswd win.ini boot.ini ntuser.dat unattend.xml sysprep.inf"),
        (PathTarget.Hidden, ".htaccess .env .npmrc .pgpass .netrc .dockercfg .git-credentials .gitconfig .svn"),
        (PathTarget.Application, "passwd shadow sam web.config web.xml applicationhost.config global.asax machine.config httpd.conf apache2.conf nginx.conf php.ini my.cnf my.ini wp-config.php localsettings.php settings.py database.yml secrets.yml parameters.yml tomcat-users.xml server.xml context.xml access.log error.log access_log error_log"));

    private static readonly WordMap<PathTarget> HiddenFolders = new((PathTarget.Hidden, "web-inf meta-inf .git .svn .hg .bzr .ssh .aws .kube .docker .gnupg .idea .vscode"));

    /// <summary>Names that tell by themselves: what begins with a dot.</summary>
    public static IEnumerable<string> HiddenNames => Names.Words.Where(w => w[0] == '.');

    /// <summary>Looks up a path in small letters, without slashes at its ends.</summary>
    public static PathTarget Find(ReadOnlySpan<byte> path)
    {
        if (path.IsEmpty) return PathTarget.None;
        if (Secrets.TryGet(path, out var secret)) return secret;
        var last = path[(path.LastIndexOf((byte)'/') + 1)..];
        var slash = path.IndexOf((byte)'/');
        var first = slash < 0 ? path : path[..slash];
        if (path.StartsWith("var/run/secrets/"u8) || path.StartsWith("run/secrets/"u8)) return PathTarget.Secret;
        if (path.EndsWith("etc/passwd"u8) || path.EndsWith("etc/shadow"u8)) return PathTarget.Secret;
        if (Names.TryGet(last, out var name) && name != PathTarget.Application && (name != PathTarget.Secret || slash > 0 || last.Contains((byte)'.'))) return name;
        if (HasHiddenFolder(path)) return PathTarget.Hidden;
        return slash > 0 && Roots.TryGet(first, out var root) && (name == PathTarget.None || root == PathTarget.Settings) ? root : name;
    }

    private static bool HasHiddenFolder(ReadOnlySpan<byte> path)
    {
        for (var rest = path; ;)
        {
            var slash = rest.IndexOf((byte)'/');
            if (slash < 0) return false;
            if (HiddenFolders.TryGet(rest[..slash], out _)) return true;
            rest = rest[(slash + 1)..];
        }
    }
}
