using System.Globalization;

namespace Palisade.Bench.SideBySide.Servers;

/// <summary>nginx as a reverse proxy with kept-alive connections on both sides and no logs, with or without libmodsecurity.</summary>
internal static class NginxConfig
{
    /// <summary>Writes it into a folder of its own.</summary>
    /// <param name="rules">The file with the rules; null for a bare proxy.</param>
    /// <returns>The arguments that start it.</returns>
    public static string[] Write(string folder, int port, int origin, string? rules)
    {
        Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, "nginx.conf");
        File.WriteAllText(file, Text(folder, port, origin, rules));
        return ["-p", folder, "-c", file, "-e", "stderr"];
    }

    private static string Text(string folder, int port, int origin, string? rules) => string.Create(CultureInfo.InvariantCulture, $$"""
        {{(rules is null ? "" : $"load_module {Packages.Module};")}}
        {{(Environment.IsPrivilegedProcess ? "user root;" : "")}}
        daemon off;
        pid {{folder}}/nginx.pid;
        worker_processes {{Environment.ProcessorCount}};
        error_log stderr emerg;
        events { worker_connections 1024; }
        http {
            access_log off;
            keepalive_timeout 600s;
            keepalive_requests 1000000000;
            client_max_body_size 16m;
            client_body_buffer_size 2m;
            client_body_temp_path {{folder}}/body;
            proxy_temp_path {{folder}}/proxy;
            fastcgi_temp_path {{folder}}/fastcgi;
            uwsgi_temp_path {{folder}}/uwsgi;
            scgi_temp_path {{folder}}/scgi;
            proxy_buffers 16 8k;
            {{(rules is null ? "" : $"modsecurity on; modsecurity_rules_file {rules};")}}
            upstream origin {
                server 127.0.0.1:{{origin}};
                keepalive 64;
                keepalive_requests 1000000000;
                keepalive_timeout 600s;
            }
            server {
                listen 127.0.0.1:{{port}};
                location / {
                    proxy_pass http://origin;
                    proxy_http_version 1.1;
                    proxy_set_header Connection "";
                    proxy_set_header Host $host;
                    proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
                    proxy_set_header X-Forwarded-Proto $scheme;
                    proxy_set_header X-Forwarded-Host $host;
                }
            }
        }

        """);
}
