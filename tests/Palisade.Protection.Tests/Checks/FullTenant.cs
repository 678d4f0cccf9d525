using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Palisade.Configuration.Documents;
using Palisade.Configuration.Objects;
using Palisade.Configuration.Objects.Kinds;
using Palisade.Configuration.Objects.Naming;
using Palisade.Configuration.Policies;

namespace Palisade.Protection.Tests.Checks;

/// <summary>One object of every kind with nearly every field there is, all of which the site <c>www</c> leads to.</summary>
internal static class FullTenant
{
    public const string Tenant = "acme";

    private const string Text = """
        kind: site
        metadata: {name: www, labels: {tier: front}, description: everything}
        spec:
          domains: [www.example, '*.www.example']
          listeners: [{port: 80, alias: outer}, {port: 443, address: 192.0.2.1, tls: true, http2: false, proxy_protocol: true}]
          certificates: [cert]
          origin_pool: app
          server_group: front
          operation_mode: active
          gateway_groups: [edge]
          rule_set: mine
          request_headers: {set: {X-A: a}, add: {X-B: b}, remove: [X-C]}
          response_headers: {set: {X-A: a}, add: {X-B: b}, remove: [Server]}
          maintenance: {enabled: false, status: 503, retry_after_seconds: 60, html: <p>Later</p>}
          labels: {env: production}
          anonymization: {cookies: [track], http_headers: [x-person], query_parameters: [iban]}
          app_firewall: strict
          waf_exclusions: [editor]
          service_policies: [everybody, doors]
          rate_limiter_policies: [visits]
          user_identification: visitors
          bot_defense: people
          api_definition: api
          jwt_validation: tokens
          graphql: graph
          routes:
            - path: {prefix: /old}
              redirect: {status: 301, scheme: https, host: www.example, port: 443, path: /new, keep_query: false}
            - path: {prefix: /a}
              methods: [GET, POST]
              origin_pool: app
              rewrite: {prefix: /b}
              request_headers: {set: {X-D: d}}
              response_headers: {remove: [X-E]}
              app_firewall: strict
              waf_exclusions: []
              service_policies: [doors]
            - path: {regex: '^/r/[0-9]+$'}
              rewrite: {path: /fixed}
            - path: {exact: /x}
              user_identification: visitors
        ---
        kind: origin_pool
        metadata: {name: app}
        spec:
          endpoints: [{name: app.internal, port: 8443, weight: 3}, {address: 192.0.2.9, port: 80, backup: true}]
          protocol: http1
          tls: {verify: true, server_name: app.internal, trusted_ca: "PEM", client_certificate: cert, minimum_version: '1.3'}
          balancing: least_requests
          health_check: {path: /health, host: app.internal, method: HEAD, expected_status: [200-399, '404'], interval_seconds: 5, timeout_ms: 500, healthy_threshold: 1, unhealthy_threshold: 2}
          passive_health: {failure_percent: 30, window_seconds: 60, minimum_requests: 10, reactivate_seconds: 60}
          outlier_ejection: {consecutive_failures: 5, base_ejection_seconds: 30, max_ejection_seconds: 300, max_ejection_percent: 50}
          stickiness: {cookie: {name: stick, ttl_seconds: 60}}
          retries: {attempts: 2, on: [connect_failure, gateway_error], per_try_timeout_ms: 1000}
          connect_timeout_ms: 1000
          idle_timeout_seconds: 60
          max_connections: 100
          resolve_seconds: 10
        ---
        kind: certificate
        metadata: {name: cert}
        spec: {certificate: "PEM", private_key: {sealed: paWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWl, key_id: abc}}
        ---
        kind: server_group
        metadata: {name: front}
        spec: {operation_mode: active, ignore_ip_group: blocked, limit_monitoring_to_ip_group: blocked, protected_addresses: [{address: 192.0.2.0/24, comment: ours, gateway_group: edge}]}
        ---
        kind: gateway_group
        metadata: {name: edge}
        spec: {display_name: Edge, pop: vie, fail_mode: open, sandbox: false}
        ---
        kind: gateway
        metadata: {name: one}
        spec: {gateway_group: edge, aliases: [{name: outer, external_address: 198.51.100.1, internal_address: 192.0.2.1, comment: eth0, enabled: true}]}
        ---
        kind: rule_set
        metadata: {name: mine}
        spec: {rules: [{name: a.conf, text: 'SecRule ARGS "@pmFromFile words.data" "id:7,phase:2,deny"'}], data: [{name: words.data, text: evil}], paranoia: 2}
        ---
        kind: app_firewall
        metadata: {name: strict}
        spec:
          blocking: {}
          detection_settings:
            signature_selection_setting: {only_high_accuracy_signatures: {}, attack_type_settings: {disabled_attack_types: [ATTACK_TYPE_VULNERABILITY_SCAN]}}
            disable_threat_campaigns: {}
            violation_settings: {disabled_violation_types: [VIOL_XML_MALFORMED]}
            stage_new_signatures: {staging_period: 7}
          thresholds: {block_at: 6, report_at: 2}
          allowed_response_codes: {response_code: [200, 204]}
          blocking_page: {blocking_page: '<p>Number {{support_id}}</p>', response_code: 403}
        ---
        kind: waf_exclusion_policy
        metadata: {name: editor}
        spec:
          waf_exclusion_rules:
            - metadata: {name: html-body, description: The editor sends HTML.}
              exact_value: cms.example
              path_prefix: /articles/
              methods: [POST, PUT]
              expiration_timestamp: 2027-06-30T00:00:00Z
              app_firewall_detection_control:
                exclude_attack_type_contexts: [{exclude_attack_type: ATTACK_TYPE_CROSS_SITE_SCRIPTING, context: CONTEXT_PARAMETER, context_name: body}]
                exclude_signature_contexts: [{signature_id: 26902001, context: CONTEXT_ANY}]
                exclude_violation_contexts: [{exclude_violation: VIOL_XML_MALFORMED}]
            - metadata: {name: feed}
              reason: binary
              suffix_value: feed.example
              path_regex: '^/f/[a-z"\\]+%{'
              waf_skip_processing: {}
        ---
        kind: service_policy_set
        metadata: {name: everybody}
        spec: {policies: [bad-addresses, partners], algorithm: FIRST_MATCH, default_action: NEXT_POLICY}
        ---
        kind: service_policy
        metadata: {name: bad-addresses}
        spec:
          server_name_matcher: {exact_values: [WWW.example], regex_values: ['^w+\.']}
          deny_list: {prefix_list: {prefixes: [192.0.2.0/24]}, ip_prefix_set: [blocked], asn_list: {as_numbers: [64500]}, country_list: [COUNTRY_KP], default_action_next_policy: {}}
        ---
        kind: service_policy
        metadata: {name: partners}
        spec:
          server_selector: {expressions: ['env in (production, staging)']}
          allow_list: {prefix_list: {prefixes: [198.51.100.0/24]}, default_action_deny: {}}
        ---
        kind: service_policy
        metadata: {name: doors}
        spec:
          server_name: www.example
          algorithm: DENY_OVERRIDES
          rule_list:
            rules:
              - metadata: {name: admin, description: For the office}
                spec:
                  action: ALLOW
                  path: {exact_values: [/a], prefix_values: [/admin], suffix_values: [.php], regex_values: ['^/b+$'], transformers: [LOWER_CASE], invert_matcher: true}
                  ip_matcher: {prefix_sets: [blocked], invert_matcher: true}
                  waf_action: {waf_skip_processing: {}}
                  bot_action: {none: {}}
              - metadata: {name: rest}
                spec:
                  action: DENY
                  ip_prefix_list: {ip_prefixes: [198.51.100.0/24], invert_match: false}
                  asn_list: {as_numbers: [64500]}
                  country_list: [COUNTRY_AT]
                  client_selector: {expressions: ['geo.palisade/country notin (DE, AT)']}
                  label_matcher: {keys: [geo.palisade/country]}
                  http_method: {methods: [POST], invert_matcher: true}
                  port_matcher: {ports: ['8080'], invert_matcher: false}
                  domain_matcher: {exact_values: [A.example], regex_values: ['^b']}
                  headers: [{name: User-Agent, item: {regex_values: ['^OldApp/[0-3]\.']}, invert_matcher: true}, {name: X, check_present: {}}]
                  query_params: [{key: q, check_not_present: {}}]
                  cookie_matchers: [{name: c, item: {exact_values: [a], transformers: [BASE64_DECODE]}}]
                  arg_matchers: [{name: d, item: {regex_values: [e]}}]
                  body_matcher: {regex_values: ['4242 ?4242']}
                  request_constraints: {max_cookie_count_exceeds: 50, max_query_size_exceeds: 4000, max_url_size_none: {}}
                  expiration_timestamp: 2030-01-01T00:00:00Z
        ---
        kind: ip_prefix_set
        metadata: {name: blocked}
        spec: {prefixes: [203.0.113.0/25, '2001:db8:bad::/48']}
        ---
        kind: user_identification
        metadata: {name: visitors}
        spec: {rules: [{cookie_name: session}, {jwt_claim_name: sub}, {http_header_name: X-User}, {query_param_key: u}, {ip_and_http_header_name: X-V}, {client_asn: {}}, {client_ip: {}}]}
        ---
        kind: rate_limiter
        metadata: {name: per-visitor}
        spec:
          user_identification: visitors
          limits: [{total_number: 20, unit: SECOND, period_multiplier: 2, burst_multiplier: 3}, {total_number: 3000, unit: DAY, token_bucket: {}, action_block: {minutes: {duration: 15}}}]
        ---
        kind: rate_limiter
        metadata: {name: one-limit}
        spec: {total_number: 5, unit: MINUTE, token_bucket: {}, action_block: {seconds: {duration: 15}}}
        ---
        kind: rate_limiter_policy
        metadata: {name: visits}
        spec:
          any_server: {}
          rate_limiter: per-visitor
          rules:
            - metadata: {name: health}
              spec: {bypass_rate_limiter: {}, path: {exact_values: [/health], regex_values: ['^/h']}, headers: [{name: A, item: {regex_values: [b]}}]}
            - metadata: {name: other}
              spec: {custom_rate_limiter: one-limit, http_method: {methods: [POST]}}
        ---
        kind: bot_defense
        metadata: {name: people}
        spec:
          actions: {good: allow, suspicious: challenge, malicious: block, none: allow}
          under_attack: true
          programs: allow
          verification: {dns: true, servers: ['192.0.2.53:53'], timeout_ms: 100, verified_seconds: 60, spoofed_seconds: 60}
          challenge: {status: 429, pass_minutes: 5, difficulty: 9, suspicious_difficulty: 10, malicious_difficulty: 11, ipv4_bits: 24, ipv6_bits: 48, refuse_automation: true, key_days: 2, brand: {language: de-AT, title: T, text: U, name: Ober & Co, logo: 'data:image/png;base64,AAAA', color: '#0a7f42', texts: {working: W}}}
        ---
        kind: api_definition
        metadata: {name: api}
        spec:
          document: '{"openapi": "3.0.0", "info": {"title": "t", "version": "1"}, "paths": {"/a": {"get": {"responses": {"200": {"description": "ok"}}}}}}'
          base_paths: [/v1]
          hosts: [www.example]
          violations: {body_schema: report}
          report_only: true
          skip_unsupported: true
          json_depth: 10
          json_values: 100
        ---
        kind: jwt_validation
        metadata: {name: tokens}
        spec:
          jwks: '{"keys": [{"kty": "oct", "k": "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8", "alg": "HS256", "kid": "a"}]}'
          token_location: {header_name: X-Token}
          algorithms: [HS256]
          issuer: me
          audience: [you]
          mandatory_claims: [sub]
          validate_period: true
          clock_skew_seconds: 5
          max_token_bytes: 1000
          action: report
        ---
        kind: graphql
        metadata: {name: graph}
        spec: {exact_path: /graphql, max_total_length: 100, max_structure_depth: 5, max_batched_queries: 1, max_aliases: 2, max_fields: 3, max_cost: 4, max_directives: 5, max_tokens: 6, enable_introspection: true, format: report, malformed: block, introspection: allow}
        ---
        kind: tenant
        metadata: {name: acme}
        spec: {display_name: Acme, rollout_ring: beta}
        ---
        kind: namespace
        metadata: {name: other}
        spec: {display_name: Other}
        ---
        kind: identity_provider
        metadata: {name: okta}
        spec: {issuer: 'https://id.example', client_id: me, client_secret_file: okta, scopes: [openid], algorithms: [ES256], endpoint_hosts: [id.example], redirect_uris: ['https://m.example/back'], name_claim: n, groups_claim: g, mappings: [{group: ops, role: editor, tenant: acme, namespaces: [default]}]}
        ---
        kind: web_service
        metadata: {name: v1}
        spec:
          server_group: front
          ports: [80]
          ssl_ports: [443]
          http2: true
          trp_mode: false
          inbound_rules: [{gateway_group: edge, alias: outer, ports: [80], server_certificate: cert, outbound_rules: [{priority: 1, external_host: a.example, url_prefix: /a, internal_host: b.example, server_port: 81, encrypt: true, validate_server_certificate: true, client_certificate: cert, settings: {a: 1}}], settings: {b: 2}}]
          applications: {c: 3}
          settings: {d: 4}
        ---
        kind: v1_document
        metadata: {name: kept}
        spec: {type: action_set, body: {a: [1]}}
        ---
        kind: signature_set
        metadata: {name: ours}
        spec:
          files:
          - name: ours.yaml
            text: |
              attack_type: COMMAND_EXECUTION
              signatures:
              - {id: 990001, name: Ours, reason: It is a test., accuracy: high, risk: high, targets: [parameters], match: attackword, tests: {match: [attackword], no_match: [hello]}}
        ---
        kind: engine_settings
        metadata: {name: limits}
        spec: {request_inspected_bytes: 1000, response_inspected_bytes: 1000, long_request: reject, long_response: process_partial, json_depth: 20, arguments: 100, pattern_steps: 2000000, when_a_pattern_gives_up: open, when_engine_fails: closed}
        ---
        kind: feature_flags
        metadata: {name: flags}
        spec: {bot_challenges: false, close_reading: true, recognisers: true, response_inspection: false, threat_campaigns: true, virtual_patches: false}
        """;

    // The same names with next to nothing behind them: a site that is changed again and again is soon made of these.
    private const string Small = """
        kind: waf_exclusion_policy
        metadata: {name: editor}
        spec: {waf_exclusion_rules: [{metadata: {name: a}, reason: b, path_prefix: /a, waf_skip_processing: {}}]}
        ---
        kind: service_policy
        metadata: {name: partners}
        spec: {allow_all_requests: {}}
        ---
        kind: service_policy
        metadata: {name: bad-addresses}
        spec: {allow_all_requests: {}}
        ---
        kind: service_policy
        metadata: {name: doors}
        spec: {allow_all_requests: {}}
        ---
        kind: rate_limiter_policy
        metadata: {name: visits}
        spec: {rate_limiter: one-limit}
        """;

    private static readonly (string Certificate, string Key) Pem = Make();

    /// <summary>The key of the certificate, as a gateway would open it.</summary>
    public static string Key => Pem.Key;

    /// <summary>Every object as a document.</summary>
    public static IReadOnlyList<Node> Documents { get; } = YamlText.Read(Encoding.UTF8.GetBytes(Text.Replace("\"PEM\"", CanonicalJson.WriteText(Node.OfText(Pem.Certificate)), StringComparison.Ordinal))).Documents;

    /// <summary>Every object as it is read.</summary>
    public static IReadOnlyDictionary<LocalKey, ObjectDraft> Objects { get; } = Read(Documents);

    /// <summary>What is built to try objects of a kind: a site with nothing but what leads to them, or the whole site with small things.</summary>
    public static IReadOnlyDictionary<LocalKey, ObjectDraft> Around(string kind)
    {
        var site = $"{{kind: site, metadata: {{name: www}}, spec: {{domains: [www.example], rule_set: mine, labels: {{env: production}}{LeadingTo(kind)}}}}}";
        var others = Read(YamlText.Read(Encoding.UTF8.GetBytes(kind == KindNames.Site ? Small : site)).Documents);
        return Objects.ToDictionary(o => o.Key, o => others.GetValueOrDefault(o.Key) ?? o.Value);
    }

    private static string LeadingTo(string kind) => kind switch
    {
        KindNames.AppFirewall => ", app_firewall: strict",
        KindNames.WafExclusionPolicy => ", waf_exclusions: [editor]",
        KindNames.ServicePolicy or KindNames.ServicePolicySet or KindNames.IpPrefixSet => ", service_policies: [everybody, doors]",
        KindNames.RateLimiter or KindNames.RateLimiterPolicy => ", rate_limiter_policies: [visits]",
        KindNames.UserIdentification => ", user_identification: visitors",
        KindNames.BotDefense => ", bot_defense: people",
        KindNames.ApiDefinition => ", api_definition: api",
        KindNames.JwtValidation => ", jwt_validation: tokens",
        KindNames.Graphql => ", graphql: graph",
        _ => ", origin_pool: app, certificates: [cert], server_group: front",
    };

    /// <summary>Whose objects of a kind are: some only the platform has.</summary>
    public static string TenantOf(string kind) => PlatformObjects.AreForEveryone(kind) ? ObjectNames.SystemTenant : Tenant;

    /// <summary>An object as the tenant's gateways get it: those of the platform as a rollout brings them.</summary>
    public static ObjectDraft Delivered(ObjectDraft draft) => draft.Key.Tenant == Tenant
        ? draft
        : new(new(Tenant, PlatformObjects.KeyOf(draft.Key.Local)), new(), PlatformObjectSpec.WithContent(new PlatformObjectSpec(draft.Key.Local, 1, "r", null).ToNode(), draft.Spec));

    private static Dictionary<LocalKey, ObjectDraft> Read(IEnumerable<Node> documents) =>
        documents.Select(d => Delivered(ObjectText.ReadOne(d, TenantOf(d["kind"]!.Value)).Object!.Draft)).ToDictionary(o => o.Key.Local);

    private static (string Certificate, string Key) Make()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = new CertificateRequest("CN=www.example", key, HashAlgorithmName.SHA256).CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return (certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }
}
