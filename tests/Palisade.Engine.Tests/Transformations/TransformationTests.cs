using Palisade.Engine.Transformations;

namespace Palisade.Engine.Tests.Transformations;

public sealed class TransformationTests
{
    [Theory]
    [InlineData("base64Decode", "VGVzdENhc2U=", "TestCase")]
    [InlineData("base64Decode", "VGVz\r\ndENhc2U= \n", "TestCase")]
    [InlineData("base64Decode", "VGVz dENhc2U=", "")]
    [InlineData("base64Decode", "VGVzdENhc2U", "TestCa")]
    [InlineData("base64Decode", "VGVz.ENhc2U=", "")]
    [InlineData("base64Decode", "VGVz=dENhc2U", "")]
    [InlineData("base64Decode", "VGVzdENhc2U=\0!!", "TestCase")]
    [InlineData("base64Decode", "VGVzdA=======", "")]
    [InlineData("base64Decode", "AP+A", "\0\u00ff\u0080")]
    [InlineData("base64DecodeExt", "VGVzdENhc2U", "TestCase")]
    [InlineData("base64DecodeExt", "P.HNj\0c mlwdD4=", "<script>")]
    [InlineData("base64DecodeExt", "-_8", "\u00fb\u00ff")]
    [InlineData("base64DecodeExt", "ABCDE=", "")]
    [InlineData("base64DecodeExt", "A", "")]
    [InlineData("base64Encode", "TestCase", "VGVzdENhc2U=")]
    [InlineData("base64Encode", "\0\u00ff\u0080", "AP+A")]
    [InlineData("cmdLine", "\"c^at\" ,;\t /etc/pa'ss'w\\d ( X", "cat/etc/passwd( x")]
    [InlineData("cmdLine", "a  (b", "a(b")]
    [InlineData("cmdLine", "a\u00c0 B", "a\u00c0 b")]
    [InlineData("compressWhitespace", " a \t\r\n\v\f b\u00a0 ", " a b\u00a0 ")]
    [InlineData("cssDecode", "test\\a\\b\\f\\n\\r\\t\\v\\?\\'\\\"\\\0", "test\n\u000b\u000fnrtv?'\"\0")]
    [InlineData("cssDecode", "\\12\\123\\1234\\12345\\123456", "\u0012#4EV")]
    [InlineData("cssDecode", "\\ff01\\fF5e\\0ff21\\00FF21\\10ff21\\1ff21x", "!~AA!!x")]
    [InlineData("cssDecode", "a\\\nb\\61 c\\61  d\\", "abaca d")]
    [InlineData("cssDecode", "\\6a\\0061vascript", "javascript")]
    [InlineData("escapeSeqDecode", "\\x41\\X42\\103\\1034\\e\\", "ABCC4e\\")]
    [InlineData("hexDecode", "546573740043617365", "Test\0Case")]
    [InlineData("hexDecode", "414", "A")]
    [InlineData("hexDecode", "01234567890a0z01234567890a", "\u0001#Eg\u0089\n#\u0001#Eg\u0089\n")]
    [InlineData("hexEncode", "Test\0\u00ff", "5465737400ff")]
    [InlineData("htmlEntityDecode", "&#x41&#X0042;&#67&LT;&GtX&colon;&nbsp", "ABC<&GtX:\u00a0")]
    [InlineData("htmlEntityDecode", "&&amp;&#&#x&#;&;&", "&&&#&#x&#;&;&")]
    [InlineData("htmlEntityDecode", "&#99999999999999999999;&#x1ff;", "\u00ff\u00ff")]
    [InlineData("jsDecode", "\\u0041\\uff21\\uFF5F\\x42\\103\\400\\377\\8\\", "AA_BC 0\u00ff8\\")]
    [InlineData("jsDecode", "\\a\\b\\f\\n\\r\\t\\v\\z", "\a\b\f\n\r\t\vz")]
    [InlineData("length", "12", "2")]
    [InlineData("lowercase", "ABC\u00c0\u0080Z", "abc\u00c0\u0080z")]
    [InlineData("uppercase", "abc\u00e0\u0080z", "ABC\u00e0\u0080Z")]
    [InlineData("parityOdd7bit", "abc", "ab\u00e3")]
    [InlineData("parityEven7bit", "abc", "\u00e1\u00e2c")]
    [InlineData("phpArgsNames", "  a.b c[d.e][ ][f]g", "a_b_c[d.e][][f]")]
    [InlineData("phpArgsNames", "=a", "")]
    [InlineData("removeComments", "Before/* x */After", "BeforeAfter")]
    [InlineData("removeComments", "a<!-- x -->b", "ab")]
    [InlineData("removeComments", "a<!-- x */b", "ab")]
    [InlineData("removeComments", "a/* x", "a ")]
    [InlineData("removeComments", "a/* x */", "a\0")]
    [InlineData("removeComments", "a -- x", "a ")]
    [InlineData("removeComments", "a # x", "a ")]
    [InlineData("removeComments", "/**//**/x", "/**/x")]
    [InlineData("removeCommentsChar", "a<!--b-->c--d#e/*f*/", "abcdef")]
    [InlineData("removeCommentsChar", "/*/", "/")]
    [InlineData("removeNulls", "\0a\0\0b\0", "ab")]
    [InlineData("removeWhitespace", " a\t\u00c2\u00a0b \u00a0\v", "ab")]
    [InlineData("replaceComments", "a/* x */b/*/c*/d/* e", "a b d ")]
    [InlineData("replaceNulls", "a\0b\0", "a b ")]
    [InlineData("sqlHexDecode", "select 0x414243 0X4142434 0xag 0x 0xa", "select ABC ABC4 0xag 0x 0xa")]
    [InlineData("sqlHexDecode", "0x410x42", "AB")]
    [InlineData("trim", " \t\v a b \r\n\f", "a b")]
    [InlineData("trim", "\u00a0a\0", "\u00a0a\0")]
    [InlineData("trim", " \n ", "")]
    [InlineData("unwrap", "%2541+&lt;\\x41", "%41 <A")]
    [InlineData("unwrap", "PHNjcmlwdD4=", "<script>")]
    [InlineData("unwrap", "\u00c0\u00ae/\u00ef\u00bc\u009c", "./<")]
    [InlineData("unwrap", "100% plain + text", "100% plain + text")]
    [InlineData("urlDecode", "%41+%zz%4%%42%u0041", "A %zz%4%B%u0041")]
    [InlineData("urlDecodeUni", "%41+%zz%4%%42%u0041%uff21%UFF5e", "A %zz%4%BAA~")]
    [InlineData("urlDecodeUni", "%u1234%u00e9%ug041%u123%u", "4\u00e9%ug041%u123%u")]
    [InlineData("urlDecodeUni", "%u00%41", "%u00A")]
    [InlineData("utf8toUnicode", "a\u00c3\u00a9\u00e2\u0082\u00ac\u00f0\u009f\u0098\u0080z", "a%u00e9%u20ac%u1f600z")]
    [InlineData("utf8toUnicode", "\u00c0\u00af", "%u002f\u00c0")]
    [InlineData("utf8toUnicode", "\u00ed\u00a0\u0080", "%ud800\u00ed")]
    [InlineData("utf8toUnicode", "a\u00c3(\u0080\u00ff\u00e2\u0082", "a(\u0080\u00ff\u0082")]
    public void A_value_becomes(string name, string value, string expected) => Assert.Equal(expected, Transformed.Text(name, value));

    [Theory]
    [InlineData("", "")]
    [InlineData("/dir/foo//bar", "/dir/foo/bar")]
    [InlineData("dir/foo//bar/", "dir/foo/bar/")]
    [InlineData("dir/../foo", "foo")]
    [InlineData("dir/../../foo", "../foo")]
    [InlineData("dir/./.././../../foo/bar", "../../foo/bar")]
    [InlineData("/dir/./.././../../foo/bar", "/foo/bar")]
    [InlineData("/dir/foo/..", "/dir")]
    [InlineData("/dir/foo/../", "/dir/")]
    [InlineData("/..", "")]
    [InlineData("/../", "/")]
    [InlineData("/./", "/")]
    [InlineData("./", "")]
    [InlineData("./a", "a")]
    [InlineData(".", "")]
    [InlineData("..", "..")]
    [InlineData("/etc/./passwd", "/etc/passwd")]
    [InlineData("////etc///passwd", "/etc/passwd")]
    [InlineData("/a\\..\\b", "/a\\..\\b")]
    public void A_path_is_normalised(string value, string expected)
    {
        Assert.Equal(expected, Transformed.Text("normalisePath", value));
        Assert.Equal(expected, Transformed.Text("normalizePath", value));
    }

    [Theory]
    [InlineData("\\dir\\foo\\\\bar", "/dir/foo/bar")]
    [InlineData("dir\\..\\foo", "foo")]
    [InlineData("\\dir\\.\\..\\.\\..\\..\\foo\\bar", "/foo/bar")]
    [InlineData("C:\\dir\\/foo\\", "C:/dir/foo/")]
    [InlineData("a/b\\..", "a")]
    public void A_Windows_path_is_normalised(string value, string expected)
    {
        Assert.Equal(expected, Transformed.Text("normalisePathWin", value));
        Assert.Equal(expected, Transformed.Text("normalizePathWin", value));
    }

    [Theory]
    [InlineData("md5", "", "d41d8cd98f00b204e9800998ecf8427e")]
    [InlineData("md5", "abc", "900150983cd24fb0d6963f7d28e17f72")]
    [InlineData("sha1", "", "da39a3ee5e6b4b0d3255bfef95601890afd80709")]
    [InlineData("sha1", "abc", "a9993e364706816aba3e25717850c26c9cd0d89d")]
    public void A_digest_is_raw_bytes(string name, string value, string expected) =>
        Assert.Equal(expected, Transformed.Text("hexEncode", Transformed.Text(name, value)));

    [Fact]
    public void A_unicode_map_comes_before_the_low_byte()
    {
        const string file = "1250  (ANSI - Central Europe)\n00a1:21 00a2:63\n\n20127 (US-ASCII)\n00a0:20 2215:2f\nff0e:2e zz:41 1ffff:41 41:1ff\n\n20261 (T.61)\n00a0:41\n";
        var decode = TransformationTable.Find("urlDecodeUni", UnicodeMap.Parse(file, 20127))!;
        Assert.Equal(" /.\u00a1A", Transformed.Text(decode, "%u00a0%u2215%uff0e%u00a1%uff21"));
        Assert.Null(UnicodeMap.Parse(file, 20128));
        Assert.Null(UnicodeMap.Parse(file, 261));
        Assert.Same(TransformationTable.Find("urlDecodeUni"), TransformationTable.Find("urlDecodeUni", null));
    }

    [Theory]
    [InlineData("URLDECODEUNI")]
    [InlineData("urldecodeuni")]
    public void A_name_is_found_in_any_case(string name) => Assert.Equal("urlDecodeUni", TransformationTable.Find(name)!.Name);

    [Theory]
    [InlineData("none")]
    [InlineData("")]
    [InlineData("urlDecodeUnicode")]
    public void A_word_that_is_no_transformation_is_not_found(string name) => Assert.Null(TransformationTable.Find(name));
}
