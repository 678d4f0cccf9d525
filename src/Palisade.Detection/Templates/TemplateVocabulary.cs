using Palisade.Detection.Text;

namespace Palisade.Detection.Templates;

/// <summary>How telling a name is inside an expression of a template.</summary>
internal enum TemplateName : byte
{
    None,

    /// <summary>Leads to the internals of a language: no page needs it.</summary>
    Internal,

    /// <summary>Runs or reads something when it is called or is a filter's name.</summary>
    Called,

    /// <summary>An object of a framework that leads to its settings or internals when a member of it is used.</summary>
    Framework,
}

/// <summary>Names in template and expression languages: Jinja2, Twig, FreeMarker, Velocity, Smarty, Mako, ERB, Thymeleaf, Razor, Spring EL, OGNL, JSP EL, Handlebars.</summary>
internal static class TemplateVocabulary
{
    private static readonly WordMap<TemplateName> Names = new(
        (TemplateName.Internal, "__class__ __mro__ __base__ __bases__ __subclasses__ __globals__ __builtins__ __import__ __init__ __getitem__ __getattribute__ __dict__ __call__ __reduce__ _module __module__ __self__ __code__ __proto__ __definegetter__ __definesetter__ __lookupgetter__ subclasses mro func_globals gi_frame f_globals f_builtins"),
        (TemplateName.Internal, "getclass forname getruntime processbuilder getmethod getdeclaredmethod getdeclaredconstructor newinstance classloader getclassloader urlclassloader getresource constructor getservletcontext setattribute getsession protectiondomain scriptenginemanager unixprocess"),
        (TemplateName.Internal, "_memberaccess ognlcontext ognlutil memberaccess allowstaticmethodaccess excludedclasses excludedpackagenames servletactioncontext xwork.methodaccessor.denymethodexecution serializableclassresolver"),
        (TemplateName.Internal, "registerundefinedfiltercallback registerundefinedfunctioncallback getfilter setcache enabledebug loadtemplate freemarker execute objectconstructor jythonruntime templatemodel _smarty_tpl smarty_internal_write_file clearconfig getstreamvariable writefile mainmodule child_process get_flashed_messages"),
        (TemplateName.Called, "system exec popen passthru shell_exec eval spawn fork getenv getproperty readlines check_output execsync spawnsync readfilesync phpinfo file_get_contents file_put_contents file_excerpt open readfile require include_file import subprocess io file dir kernel get_user_file load range_dump debug assert map filter sort reduce attr render_template_string invoke run call backtick"),
        (TemplateName.Framework, "config process self request lipsum cycler joiner namespace url_for application session settings _self _context app smarty globals env root _global lookup global this dump debug"));

    private static readonly WordMap<bool> Commands = new((true, "system exec passthru shell_exec popen assert eval phpinfo call_user_func id whoami var_dump"));

    private static readonly WordMap<bool> BareCalls = new((true, "getenv phpinfo readlines popen read fork"));

    /// <summary>What tells something without arguments.</summary>
    public static bool IsBareCall(ReadOnlySpan<byte> name) => BareCalls.TryGetAnyCase(name, out _);

    public static TemplateName Name(ReadOnlySpan<byte> name) => Names.TryGetAnyCase(name, out var kind) ? kind : TemplateName.None;

    /// <summary>A function that is given by its name: <c>|map('system')</c>, <c>|filter("passthru")</c>.</summary>
    public static bool IsCommand(ReadOnlySpan<byte> name) => Commands.TryGetAnyCase(name, out _);
}
