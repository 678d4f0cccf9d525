using Palisade.Detection.Text;

namespace Palisade.Detection.Php;

/// <summary>What calling a function of PHP gives an attacker.</summary>
internal enum PhpFunction : byte
{
    None,

    /// <summary>Runs a command or code.</summary>
    Runs,

    /// <summary>Tells about the server; the name is PHP's alone.</summary>
    Tells,

    /// <summary>Reads or writes files, or includes them.</summary>
    Files,

    /// <summary>Hides or prints: harmless by itself, telling around another.</summary>
    Carries,
}

/// <summary>The functions and variables of PHP that matter.</summary>
internal static class PhpVocabulary
{
    private static readonly WordMap<PhpFunction> Functions = new(
        (PhpFunction.Runs, "system exec shell_exec passthru popen proc_open pcntl_exec eval assert create_function call_user_func call_user_func_array preg_replace_callback array_map array_filter usort uasort register_shutdown_function register_tick_function expect_popen ob_start forward_static_call runkit_function_add"),
        (PhpFunction.Tells, "phpinfo php_uname get_current_user getmyuid getmypid phpversion get_defined_vars get_defined_functions get_loaded_extensions highlight_file show_source php_sapi_name sys_get_temp_dir get_cfg_var ini_get_all posix_getpwuid posix_getuid php_ini_loaded_file"),
        (PhpFunction.Files, "file_get_contents file_put_contents fopen readfile scandir unlink move_uploaded_file include include_once require require_once fsockopen curl_exec parse_ini_file fpassthru fputs fwrite symlink opendir readdir glob copy chmod putenv ini_set dl unserialize simplexml_load_string simplexml_load_file stream_get_contents extract parse_str mail"),
        (PhpFunction.Carries, "print echo print_r var_dump var_export die exit printf sprintf base64_decode str_rot13 gzinflate gzuncompress hex2bin strrev chr md5 sha1 urldecode rawurldecode implode getenv array define pack convert_uudecode error_reporting set_time_limit htmlspecialchars"));

    private static readonly WordMap<bool> Superglobals = new((true, "_get _post _request _cookie _server _files _session _env globals http_raw_post_data"));

    public static PhpFunction Function(ReadOnlySpan<byte> name) => Functions.TryGetAnyCase(name, out var function) ? function : PhpFunction.None;

    public static bool IsSuperglobal(ReadOnlySpan<byte> name) => Superglobals.TryGetAnyCase(name, out _);
}
