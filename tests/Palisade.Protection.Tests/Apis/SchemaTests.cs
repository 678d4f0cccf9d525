using System.Text;
using Palisade.Protection.Apis.Documents;
using Palisade.Protection.Apis.Json;
using Palisade.Protection.Apis.Schemas;

namespace Palisade.Protection.Tests.Apis;

public sealed class SchemaTests
{
    [Theory]
    [InlineData("type: integer", "1 0 -5 1.0 1e3 10e-1 123456789012345678901234567890", "1.5 1e-1 \"1\" null true [] {}")]
    [InlineData("type: [string, 'null']", "\"\" null", "1 {}")]
    [InlineData("{ type: string, nullable: true, enum: [a] }", "\"a\" null", "\"b\"")]
    [InlineData("{ minimum: 5, exclusiveMaximum: 6.5 }", "5 6.49999999999999999999999999 \"x\"", "4.99999999999999999999999999 6.5 65e-1 1e1000000000 -1e9999999999999999999")]
    [InlineData("{ minimum: 5, exclusiveMinimum: true }", "5.0000000000000000000000000001", "5 5.000 0.5e1")]
    [InlineData("multipleOf: 0.01", "0 0.01 1.23 100 1e300 1.10e-1", "0.001 1.234 1e-3 1.0000000000000000000000000001")]
    [InlineData("multipleOf: 7", "49 700000000000000000000000000000 7e5000", "50 7.5 7e-1")]
    [InlineData("format: int32", "2147483647 -2147483648", "2147483648 1.5 1e400")]
    [InlineData("format: int64", "9223372036854775807", "9223372036854775808")]
    [InlineData("{ minLength: 2, maxLength: 3 }", "\"ab\" \"\u00e4\u00f6\u00fc\" \"\ud83d\ude00\ud83d\ude00\" \"\\ud83d\\ude00x\" 5", "\"a\" \"abcd\" \"\ud83d\ude00\"")]
    [InlineData("pattern: '^.{2}$'", "\"ab\" \"\u00e4\u6f22\" \"\ud83d\ude00\ud83d\ude00\"", "\"a\" \"abc\" \"\ud83d\ude00\" \"a\\n\"")]
    [InlineData("pattern: '^[a-z\u00e4-\u00fc]+$'", "\"gr\u00fc\" \"\u00e4\"", "\"gr\u00df\" \"\u00c4\" \"\"")]
    [InlineData("pattern: '^\\p{Lu}\\p{L}*$'", "\"\u00c4rger\" \"\u0416\u0438\"", "\"\u00e4rger\" \"A1\"")]
    [InlineData("pattern: '\\d{3}'", "\"ab123\"", "\"12\"")]
    [InlineData("enum: [1, a, null, { x: [1.0] }]", "1 1.0 \"a\" null {\"x\":[1]}", "2 \"b\" {\"x\":[2]} {}")]
    [InlineData("const: { a: 1, b: 2 }", "{\"b\":2,\"a\":1e0}", "{\"a\":1}")]
    [InlineData("{ type: array, items: { type: integer }, minItems: 1, maxItems: 2 }", "[1] [1,2]", "[] [1,2,3] [\"a\"]")]
    [InlineData("{ prefixItems: [ { type: integer }, { type: string } ], items: false }", "[] [1] [1,\"a\"]", "[\"a\"] [1,\"a\",2]")]
    [InlineData("{ contains: { const: 1 }, minContains: 2, maxContains: 3 }", "[1,1] [1,2,1,1]", "[1] [] [1,1,1,1]")]
    [InlineData("uniqueItems: true", "[1,2,\"1\",[1],{\"a\":1}] [] [{\"a\":1},{\"a\":2}]", "[1,1.0] [{\"a\":1,\"b\":2},{\"b\":2,\"a\":1}] [null,null] [100,1e2]")]
    [InlineData("{ properties: { a: { type: integer } }, required: [a], additionalProperties: false }", "{\"a\":1}", "{} {\"a\":\"1\"} {\"a\":1,\"b\":2}")]
    [InlineData("{ patternProperties: { '^x': { type: integer } }, additionalProperties: { type: string } }", "{\"x1\":1,\"y\":\"z\"}", "{\"x1\":\"a\"} {\"y\":1}")]
    [InlineData("{ propertyNames: { maxLength: 2 }, minProperties: 1, maxProperties: 2 }", "{\"ab\":1}", "{} {\"abc\":1} {\"a\":1,\"b\":1,\"c\":1}")]
    [InlineData("dependentRequired: { a: [b] }", "{\"a\":1,\"b\":1} {\"b\":1} {}", "{\"a\":1}")]
    [InlineData("dependentSchemas: { a: { required: [c] } }", "{\"a\":1,\"c\":1} {}", "{\"a\":1}")]
    [InlineData("allOf: [ { minimum: 1 }, { maximum: 3 } ]", "2", "0 4")]
    [InlineData("anyOf: [ { type: string }, { minimum: 3 } ]", "\"a\" 3", "2")]
    [InlineData("oneOf: [ { multipleOf: 2 }, { multipleOf: 3 } ]", "2 3", "6 5")]
    [InlineData("not: { type: string }", "1", "\"a\"")]
    [InlineData("{ if: { required: [a] }, then: { required: [b] }, else: { required: [c] } }", "{\"a\":1,\"b\":1} {\"c\":1}", "{\"a\":1} {}")]
    [InlineData("{ allOf: [ { properties: { a: true } } ], properties: { b: true }, unevaluatedProperties: false }", "{\"a\":1,\"b\":2}", "{\"c\":1}")]
    [InlineData("{ anyOf: [ { properties: { a: { const: 1 } }, required: [a] }, { properties: { b: true } } ], unevaluatedProperties: false }", "{\"a\":1} {\"b\":1} {\"a\":1,\"b\":1}", "{\"a\":2} {\"c\":1}")]
    [InlineData("{ prefixItems: [ true ], unevaluatedItems: { type: integer } }", "[\"a\",1]", "[\"a\",\"b\"]")]
    [InlineData("{ type: string, format: date-time }", "\"2024-02-29T23:59:60Z\" \"2024-01-01t00:00:00.123+02:00\"", "\"2023-02-29T00:00:00Z\" \"2024-01-01\" \"2024-01-01T25:00:00Z\" \"2024-01-01T00:00:00\"")]
    [InlineData("format: date", "\"2024-02-29\" 5", "\"2023-02-29\" \"2024-1-1\" \"x\"")]
    [InlineData("format: duration", "\"P1DT2H\" \"P3W\" \"PT0.5S\"", "\"P\" \"PT\" \"1D\" \"P1H\"")]
    [InlineData("format: email", "\"o'brien@example.org\" \"a+b@x.example\" \"\u00e4@example.org\"", "\"a@\" \"@b\" \"a..b@c.d\" \"a_b@c.d\"")]
    [InlineData("format: uuid", "\"123e4567-e89b-12d3-a456-426614174000\"", "\"123e4567e89b12d3a456426614174000\" \"x\"")]
    [InlineData("format: ipv4", "\"192.0.2.1\"", "\"192.0.2\" \"192.0.2.256\" \"01.2.3.4\" \"::1\"")]
    [InlineData("format: ipv6", "\"::1\" \"2001:db8::1\" \"::ffff:192.0.2.1\"", "\"192.0.2.1\" \"[::1]\" \"1::2::3\" \"fe80::1%eth0\"")]
    [InlineData("format: uri", "\"https://example.org/a?b=%20#c\" \"urn:x:y\"", "\"/a\" \"http://a_b\" \"https://a/%zz\"")]
    [InlineData("format: hostname", "\"a-b.example\"", "\"-a.example\" \"a..b\" \"a,b\"")]
    [InlineData("format: byte", "\"AAEC\" \"\"", "\"A\" \"***\"")]
    public void A_word_takes_what_it_should_and_nothing_else(string schema, string good, string bad)
    {
        foreach (var text in good.Split(' ')) Assert.True(Check(schema, text) is [], $"{schema} takes {text}: {string.Join("; ", Check(schema, text))}");
        foreach (var text in bad.Split(' ').Where(t => t.Length > 0)) Assert.False(Check(schema, text.Replace("_", " ", StringComparison.Ordinal)) is [], $"{schema} does not take {text}");
    }

    [Fact]
    public void A_fault_names_the_place_and_what_was_expected_but_not_the_value()
    {
        var fault = Assert.Single(Check("{ properties: { list: { items: { properties: { 'a/b~': { maximum: 3 } } } } } }", "{\"x\":[1],\"list\":[{},{\"a/b~\":4711}]}"));

        Assert.Equal(("/list/1/a~1b~0", "3 or less"), (fault.At, fault.Expected));
    }

    [Fact]
    public void All_faults_of_an_object_are_told_up_to_five() =>
        Assert.Equal(5, Check("additionalProperties: { type: integer }", "{\"a\":\"\",\"b\":\"\",\"c\":\"\",\"d\":\"\",\"e\":\"\",\"f\":\"\"}").Count);

    [Theory]
    [InlineData("{ $ref: '#/a' }", "AP0021")]
    [InlineData("{ allOf: [ { $ref: '#' } ] }", "AP0042")]
    [InlineData("{ $ref: 'other.yaml#/a' }", "AP0023")]
    [InlineData("{ $ref: '#/nowhere' }", "AP0024")]
    [InlineData("{ pattern: '(?=a)b' }", "AP0035")]
    [InlineData("{ pattern: '(a)\\1' }", "AP0035")]
    [InlineData("{ pattern: '(a' }", "AP0035")]
    [InlineData("{ pattern: '[b-a]' }", "AP0035")]
    [InlineData("{ type: text }", "AP0044")]
    [InlineData("{ minLength: -1 }", "AP0033")]
    [InlineData("{ multipleOf: 0 }", "AP0061")]
    [InlineData("{ enum: [] }", "AP0064")]
    [InlineData("{ items: [ {} ] }", "AP0071")]
    [InlineData("{ $dynamicRef: '#a' }", "AP0051")]
    [InlineData("{ maxLenght: 5 }", "AP0052")]
    public void A_schema_that_means_nothing_is_told_with_its_code(string schema, string code)
    {
        var faults = new DocumentFaults();
        Compile(schema.Replace("'#/a'", "'#'", StringComparison.Ordinal), faults);

        Assert.Contains(faults.All, f => f.Code == code);
        Assert.All(faults.All, f => Assert.True(f.At is { File: "schema.yaml", Line: >= 1, Column: >= 1 }));
    }

    [Fact]
    public void A_value_that_is_made_to_be_slow_gives_up_instead()
    {
        // Every level asks twice for all that is below it.
        const string Schema = "{ $defs: { t: { allOf: [ { properties: { a: { $ref: '#/$defs/t' } } }, { properties: { a: { $ref: '#/$defs/t' } } } ] } }, $ref: '#/$defs/t' }";
        var value = string.Concat(Enumerable.Repeat("{\"a\":", 60)) + "1" + new string('}', 60);
        var (run, schema) = Prepared(Schema, value);

        Assert.True(run.Run(schema, 0, Direction.Request));
        Assert.True(run.GaveUp);
    }

    [Fact]
    public void A_pattern_of_nested_counts_stays_linear()
    {
        var text = $"\"{new string('a', 200_000)}!\"";

        Assert.NotEmpty(Check("pattern: '^(a+)+$'", text));
    }

    [Fact]
    public void Every_cut_and_change_of_a_value_is_checked_without_a_throw()
    {
        const string Schema = "{ properties: { a: { type: array, items: { anyOf: [ { type: number, multipleOf: 0.5 }, { pattern: '^\u00e4' } ] }, uniqueItems: true } }, unevaluatedProperties: false }";
        var good = Encoding.UTF8.GetBytes("{\"a\":[1.5,\"\u00e4b\",{\"c\":[true,null,\"\\ud83d\\ude00\\n\"]},-0.0e-7]}");
        var random = new Random(7);
        for (var i = 0; i < 4000; i++)
        {
            var bytes = i <= good.Length ? good[..i] : [.. good];
            if (i > good.Length) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            var tape = new JsonTape();
            if (tape.Read(bytes, new(20, 1000)) is JsonFault.None && tape.Length > 0) new SchemaRun(tape).Run(Compile(Schema, new()), 0, Direction.Request);
        }
    }

    private static IReadOnlyList<SchemaFault> Check(string schema, string value)
    {
        var (run, compiled) = Prepared(schema, value);
        run.Run(compiled, 0, Direction.Request);
        Assert.False(run.GaveUp);
        return [.. run.Faults];
    }

    private static (SchemaRun Run, Schema Schema) Prepared(string schema, string value)
    {
        var faults = new DocumentFaults();
        var compiled = Compile(schema, faults);
        Assert.Empty(faults.All);
        var tape = new JsonTape();
        Assert.Equal(JsonFault.None, tape.Read(Encoding.UTF8.GetBytes(value), new(100, 1_000_000)));
        return (new SchemaRun(tape), compiled);
    }

    private static Schema Compile(string text, DocumentFaults faults)
    {
        var root = DocumentReader.Read("schema.yaml", text, faults)!;
        var compiler = new SchemaCompiler(new References(root, faults), faults, isOld: false, skipUnsupported: false);
        var schema = compiler.Of(root);
        compiler.Finish();
        return schema;
    }
}
