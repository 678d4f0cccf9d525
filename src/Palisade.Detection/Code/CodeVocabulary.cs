using Palisade.Detection.Text;

namespace Palisade.Detection.Code;

/// <summary>
/// The names by which programs of Java, Python, JavaScript on servers, Ruby, Perl, .NET, VBScript and Lua start processes, evaluate text,
/// load classes and reach files. With a dot: only as a member of that object.
/// </summary>
internal static class CodeVocabulary
{
    private static readonly WordMap<CodeName> Names = new(
        // Java and what runs on its machine
        (CodeName.Used, "getruntime processbuilder class.forname scriptenginemanager urlclassloader defineclass getdeclaredmethod getdeclaredconstructor classpathxmlapplicationcontext filesystemxmlapplicationcontext initialcontext groovyshell groovyclassloader templatesimpl runtime.exec lang.runtime lang.processbuilder getsystemclassloader"),
        // Python
        (CodeName.Used, "__import__ __builtins__ __subclasses__ __globals__ os.system os.popen os.execl os.execv os.execve os.spawnl os.spawnv os.fork subprocess.popen subprocess.call subprocess.run subprocess.check_output subprocess.check_call subprocess.getoutput subprocess.getstatusoutput commands.getoutput pty.spawn importlib.import_module posix.system timeit.timeit platform.popen pickle.loads yaml.unsafe_load marshal.loads"),
        // JavaScript on servers
        (CodeName.Used, "child_process.exec child_process.spawn process.mainmodule mainmodule.require execsync spawnsync execfilesync process.binding process.dlopen process.kill constructor.constructor global.process globalthis.process this.constructor vm.runinnewcontext vm.runinthiscontext process.exit constructor._load module._load reflect.getownpropertydescriptor deno.run bun.spawn"),
        // Ruby, Perl, Lua, Groovy
        (CodeName.Used, "kernel.exec kernel.system kernel.open kernel.spawn kernel.fork io.popen open3.capture2 open3.popen3 process.spawn os.execute loadstring instance_eval class_eval pty.getpty"),
        // .NET, VBScript, ASP
        (CodeName.Used, "createobject process.start diagnostics.process server.createobject response.write response.binarywrite server.mappath server.execute reflection.assembly assembly.load executeglobal activexobject getobject wscript.shell scripting.filesystemobject shell.application"),
        (CodeName.CalledWithText, "eval exec compile execfile popen spawn execute system loadfile dofile function settimeout setinterval"),
        (CodeName.Opens, "os.listdir os.remove fs.readfile fs.readdir readfilesync writefilesync readdirsync file.read file.open file.readlines dir.entries io.open io.readlines io.read file.readalltext file.writealltext open"),
        (CodeName.Dumped, "process.env"),
        (CodeName.Module, "require import __import__ import_module"));

    private static readonly WordMap<bool> Modules = new((true, "child_process fs os net http https vm subprocess pty socket commands posix ctypes sys process shutil builtins importlib open3 pickle"));

    public static CodeName Name(ReadOnlySpan<byte> name) => Names.TryGetAnyCase(name, out var kind) ? kind : CodeName.None;

    public static bool IsModule(ReadOnlySpan<byte> name) => Modules.TryGetAnyCase(name, out _);
}
