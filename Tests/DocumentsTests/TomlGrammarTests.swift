import Documents
import Testing

/// A text and what it means, as `TomlRendering` writes it without the outer braces.
typealias TomlCase = (text: String, meaning: String)

/// The grammar of TOML 1.0, chapter by chapter.
@Suite struct TomlGrammarTests {
  private static func bits(_ number: Double) -> String {
    "0x" + String(number.bitPattern, radix: 16)
  }

  private func expectMeaning(_ test: TomlCase, _ location: SourceLocation = #_sourceLocation) {
    let line = TomlRendering.line(of: test.text)
    #expect(
      line.utf8.elementsEqual("{\(test.meaning)}".utf8),
      "\(test.text.debugDescription) is \(line), not {\(test.meaning)}", sourceLocation: location)
  }

  private func expectRefusal(_ text: String, _ location: SourceLocation = #_sourceLocation) {
    let error = #expect(throws: DocumentError.self, sourceLocation: location) {
      _ = try Document(text, file: "a.toml")
      Issue.record("\(text.debugDescription) was read", sourceLocation: location)
    }
    #expect(error?.line != nil && error?.column != nil, sourceLocation: location)
  }

  // MARK: Lines and comments

  private static let lines: [TomlCase] = [
    ("", ""), ("\n\n \t\n", ""), ("# a\n", ""), ("#", ""), ("a=1", #""a":1"#),
    ("a=1#b", #""a":1"#), (" \ta\t = \t1 \t# = [\n", #""a":1"#),
    ("a=1\r\nb=2\r\n", #""a":1,"b":2"#),
    ("# \u{E9} \u{1F600} \t \u{85} \u{2028}\na=1", #""a":1"#), ("a='#'#\n", ##""a":"#""##),
    ("\u{FEFF}a=1", #""a":1"#), ("\u{FEFF}", ""), ("\u{FEFF}# a\n[b]", #""b":{}"#),
    ("\r\n\n\r\na=1", #""a":1"#), ("b=1\na=2", #""a":2,"b":1"#),
  ]

  @Test(arguments: lines)
  func `lines, blanks and comments`(test: TomlCase) { expectMeaning(test) }

  @Test(arguments: [
    "a=1 b=2", "a=1,", "a=1;", "a=1\rb=2", "a=1\r", "\r", "a", "a\n=1", "a=\n1", "a=", "=1", "=",
    "a==1", "a:1", "# \u{0}", "# \u{1}", "# \u{8}", "# \u{B}", "# \u{1F}", "# \u{7F}", "# \r x",
    "a=1 # \u{C}\n", "\u{FEFF}\u{FEFF}a=1", "a=1\n\u{FEFF}b=2", "\u{A0}a=1", "a=1\u{A0}", "\u{0}",
    "a=1\u{0}", "\u{FEFF}[.]", "// a", "a=1 // b", "a\u{2028}=1", "a=1\u{2028}b=2", "a=1\u{85}",
  ])
  func `what is no line`(text: String) { expectRefusal(text) }

  // MARK: Keys

  private static let keys: [TomlCase] = [
    ("key=1", #""key":1"#), ("A-z_09=1", #""A-z_09":1"#), ("1234=1", #""1234":1"#),
    ("-=1\n_=2", #""-":1,"_":2"#), ("true=1\ninf=2", #""inf":2,"true":1"#), ("\"\"=1", "\"\":1"),
    ("''=1", "\"\":1"), ("\"a.b\"=1", #""a.b":1"#), ("'a\"b'=1", #""a\"b":1"#),
    ("\"\\u0061\\n\"=1", #""a\u000a":1"#), ("'\\u0061'=1", #""\\u0061":1"#),
    ("a.b.c=1", #""a":{"b":{"c":1}}"#), ("a . b\t.c =1", #""a":{"b":{"c":1}}"#),
    ("a.\"b.c\".'d'=1", #""a":{"b.c":{"d":1}}"#), ("3.14=1", #""3":{"14":1}"#),
    ("''.\"\"=1", "\"\":{\"\":1}"), ("a.b=1\na.c=2", #""a":{"b":1,"c":2}"#),
    ("a.b=1\nd=3\na.c=2", #""a":{"b":1,"c":2},"d":3"#), ("1e5=1\n-7=2", #""-7":2,"1e5":1"#),
    ("1979-05-27=1", #""1979-05-27":1"#), ("'\u{E9}'=1", #""\#u{E9}":1"#),
    // Composed and decomposed letters look alike and are not the same key.
    ("'\u{E9}'=1\n'e\u{301}'=2", #""e\#u{301}":2,"\#u{E9}":1"#),
    ("'\u{212B}'=1\n'\u{C5}'=2\n'A\u{30A}'=3", #""A\#u{30A}":3,"\#u{C5}":2,"\#u{212B}":1"#),
    ("\"\\u00e9\"=1\n\"e\\u0301\"=2", #""e\#u{301}":2,"\#u{E9}":1"#),
    ("['\u{E9}']\na=1\n['e\u{301}']\na=2", #""e\#u{301}":{"a":2},"\#u{E9}":{"a":1}"#),
  ]

  @Test(arguments: keys)
  func `keys of all kinds`(test: TomlCase) { expectMeaning(test) }

  @Test(arguments: [
    "a b=1", "a.=1", ".a=1", "a..b=1", "\u{E9}=1", "a!=1", "a+b=1", "\"a=1", "'a=1", "\"a\nb\"=1",
    "'a\nb'=1", "\"\"\"a\"\"\"=1", "'''a'''=1", "\"\\x\"=1", "\"a\" \"b\"=1", "a\"b\"=1", "[a]=1",
    "{}=1", "#=1\n=", "a='\u{1}'\n'\u{1}'=1", "a=1\na=2", "a=1\n'a'=2", "\"a\"=1\n\"\\u0061\"=2",
    "a=1\na.b=2", "a.b=1\na=2", "a.b=1\na.b=2", "a.b=1\na.b.c=2", "''=1\n\"\"=2", "a=1\n\"\"b=1",
    "a='x'\na.b=1", "a=[]\na.b=1", "a=[{}]\na.b=1", "a={}\na.b=1",
  ])
  func `what is no key`(text: String) { expectRefusal(text) }

  // MARK: Texts

  private static let texts: [TomlCase] = [
    (#"a="""#, #""a":"""#), (#"a="b c""#, #""a":"b c""#), (#"a="'#='""#, #""a":"'#='""#),
    (#"a="\b\t\n\f\r\"\\""#, #""a":"\u0008\u0009\u000a\u000c\u000d\"\\""#),
    (#"a="\u0041\u00e9\u00E9\U0001f600""#, #""a":"A\#u{E9}\#u{E9}\#u{1F600}""#),
    (#"a="\u0000\u007f""#, #""a":"\u0000\u007f""#), ("a=\"\t\"", #""a":"\u0009""#),
    (#"a="\uD7FF\uE000\U0010FFFF""#, #""a":"\#u{D7FF}\#u{E000}\#u{10FFFF}""#),
    ("a=\"\u{80}\u{2028}\u{FEFF}\"", #""a":"\#u{80}\#u{2028}\#u{FEFF}""#),
    ("a=''", #""a":"""#), (#"a='C:\n"x'"#, #""a":"C:\\n\"x""#), ("a='\t'", #""a":"\u0009""#),
  ]

  @Test(arguments: texts)
  func `texts of one line`(test: TomlCase) { expectMeaning(test) }

  private static let longTexts: [TomlCase] = [
    (#"a="""""""#, #""a":"""#), ("a=''''''", #""a":"""#), ("a=\"\"\"\nb\"\"\"", #""a":"b""#),
    ("a=\"\"\"\r\nb\r\nc\"\"\"", #""a":"b\u000ac""#), ("a='''\n\nb'''", #""a":"\u000ab""#),
    ("a='''\r\nb\r\n'''", #""a":"b\u000a""#), ("a=\"\"\"b\\\n  \t\n\n  c\"\"\"", #""a":"bc""#),
    ("a=\"\"\"b \\  \t\r\n \r\n c\"\"\"", #""a":"b c""#), ("a=\"\"\"\\\n\"\"\"", #""a":"""#),
    ("a=\"\"\"\\\n  b\\\n  \"\"\"", #""a":"b""#), ("a='''b\\\nc'''", #""a":"b\\\u000ac""#),
    (#"a="""b"c""d""""#, #""a":"b\"c\"\"d""#), (#"a="""b""""""#, #""a":"b\"\"""#),
    (#"a="""b"""""#, #""a":"b\"""#), (#"a="""""""""#, #""a":"\"\"""#),
    (#"a="""""b""""#, #""a":"\"\"b""#), (#"a="""b\""""""#, #""a":"b\"\"""#),
    (#"a="""\"""\"""""#, #""a":"\"\"\"\"""#), ("a='''b'c''d''''", #""a":"b'c''d'""#),
    ("a='''b'''''", #""a":"b''""#), ("a=''''''''", #""a":"''""#), ("a='''''b'''", #""a":"''b""#),
    ("a='''\"\"\"'''", #""a":"\"\"\"""#), ("a=\"\"\"'''\"\"\"", #""a":"'''""#),
    (#"a="""\u0041\t""""#, #""a":"A\u0009""#), ("a='''\\u0041'''", #""a":"\\u0041""#),
    ("a=\"\"\"\n# b = [\n\"\"\"#c", ##""a":"# b = [\u000a""##),
    (#"a="""\\""""#, #""a":"\\""#), ("a=\"\"\"\\\\\n b\"\"\"", #""a":"\\\u000a b""#),
  ]

  @Test(arguments: longTexts)
  func `texts of several lines`(test: TomlCase) { expectMeaning(test) }

  @Test(arguments: [
    #"a=""#, #"a="b"#, "a=\"b\n\"", #"a="b"c"#, #"a="\""#, #"a="\x""#, #"a="\ ""#, #"a="\e""#,
    #"a="\'""#, #"a="\u""#, #"a="\u12""#, #"a="\u12g4""#, #"a="\uD800""#, #"a="\uDFFF""#,
    #"a="\U0000D800""#, #"a="\U00110000""#, #"a="\UFFFFFFFF""#, #"a="\U1234567""#, #"a="\u 123""#,
    "a=\"\u{0}\"", "a=\"\u{B}\"", "a=\"\u{1F}\"", "a=\"\u{7F}\"", "a=\"\r\"", "a=\"\\\nb\"",
    "a='", "a='b", "a='b\n'", "a='b'c'", "a='\u{1}'", "a='\u{7F}'", "a='\r'", #"a=""""#, #"a="""""#,
    #"a=""""b""#, #"a="""b"""""""#, #"a=""" \x """"#, "a=\"\"\"b\\ c\"\"\"", "a=\"\"\"\\", "a='''",
    "a='''b''", "a=''''''''''", "a='''\u{0}'''", "a=\"\"\"\u{7F}\"\"\"", "a=\"\"\"\r\"\"\"",
    "a='''b\rc'''", "a=\"\"\"\\\r\"\"\"", "a=b", "a=\u{201C}b\u{201D}", "a=`b`", #"a="b" "c""#,
    #"a="b'"#, "a='b\"", "a=\"\\u{41}\"", "a='''b\nc''", #"a="""\u00""""#,
  ])
  func `what is no text`(text: String) { expectRefusal(text) }

  // MARK: Numbers and booleans

  private static let wholeNumbers: [TomlCase] = [
    ("a=0", #""a":0"#), ("a=+0", #""a":0"#), ("a=-0", #""a":0"#), ("a=+99", #""a":99"#),
    ("a=-17", #""a":-17"#), ("a=1_000", #""a":1000"#), ("a=5_349_221", #""a":5349221"#),
    ("a=1_2_3", #""a":123"#), ("a=9223372036854775807", #""a":9223372036854775807"#),
    ("a=-9223372036854775808", #""a":-9223372036854775808"#), ("a=0xDEADBEEF", #""a":3735928559"#),
    ("a=0xdead_beef", #""a":3735928559"#), ("a=0x00ff", #""a":255"#), ("a=0o01_7", #""a":15"#),
    ("a=0o755", #""a":493"#), ("a=0b1101_0110", #""a":214"#), ("a=0b0", #""a":0"#),
    ("a=0x7fffffffffffffff", #""a":9223372036854775807"#), ("a=0xe1", #""a":225"#),
    ("a=true\nb=false", #""a":true,"b":false"#),
  ]

  @Test(arguments: wholeNumbers)
  func `whole numbers and booleans`(test: TomlCase) { expectMeaning(test) }

  private static let fractions: [(String, Double)] = [
    ("1.0", 1), ("+1.0", 1), ("3.1415", 3.1415), ("-0.01", -0.01), ("5e+22", 5e22), ("1e06", 1e6),
    ("-2E-2", -0.02), ("6.626e-34", 6.626e-34), ("224_617.445_991_228", 224617.445991228),
    ("1_0e1_0", 1e11), ("0.0", 0), ("-0.0", -0.0), ("+0.0", 0), ("0e0", 0), ("-0e0", -0.0),
    ("1e00", 1), ("0.1", 0.1), ("1.7976931348623157e308", .greatestFiniteMagnitude),
    ("5e-324", .leastNonzeroMagnitude), ("2e-324", 0), ("1e400", .infinity), ("-1e400", -.infinity),
    ("inf", .infinity), ("+inf", .infinity), ("-inf", -.infinity), ("1.000_1", 1.0001),
    ("9007199254740993.0", 9_007_199_254_740_992), ("0.000_000_1e-0_1", 1e-8),
    ("2.2250738585072011e-308", .leastNormalMagnitude.nextDown),
  ]

  @Test(arguments: fractions)
  func `numbers with a point`(text: String, number: Double) {
    expectMeaning(("a=\(text)", "\"a\":\(TomlGrammarTests.bits(number))"))
  }

  @Test(arguments: ["nan", "+nan", "-nan"])
  func `no number`(text: String) { expectMeaning(("a=\(text)", #""a":nan"#)) }

  @Test(arguments: [
    "01", "-01", "+01", "00", "1_", "_1", "1__0", "+_1", "--1", "+-1", "+", "-", "_", "1 2", "1,2",
    "9223372036854775808", "-9223372036854775809", "0x8000000000000000", "0xffffffffffffffff",
    "0b2", "0o8", "0xg", "0x", "0o", "0b", "0x_1", "0x1_", "0x1__2", "+0x1", "-0x1", "-0o1", "+0b1",
    "0X1", "0O1", "0B1", "x1", "0x-1", "1.", ".5", "-.5", "+.5", "1.e1", "1.5.", "1.5.5", "1._5",
    "1_.5", "1.5_", "1e", "1e+", "1e_1", "1e1_", "1_e1", "1e1.5", "e1", "1ee1", "01.5", "00.5",
    "0x1.8p1", "1p4", "1.5f", "Inf", "NaN", "INF", "infinity", "++inf", "in", "inf1", "nan0",
    "True",
    "FALSE", "t", "truefalse", "tru", "yes", "on", "null", "nil", "1\u{660}", "\u{FF11}",
    "\u{221E}",
    "1e\u{2212}3", "\u{2212}1", "1/2", "50%", "$1", "(1)", "0_1", "0_", "1\u{A0}",
  ])
  func `what is no number`(text: String) { expectRefusal("a=\(text)") }

  // MARK: Dates and times

  @Test(arguments: [
    "1979-05-27", "1979-05-27T07:32:00Z", "1979-05-27T00:32:00-07:00", "1979-05-27t00:32:00z",
    "1979-05-27T00:32:00.999999-07:00", "1979-05-27 07:32:00Z", "1979-05-27T07:32:00",
    "1979-05-27 07:32:00", "1979-05-27T00:32:00.999999", "07:32:00", "00:32:00.999999", "00:00:00",
    "23:59:59.9", "2000-02-29", "2024-02-29", "1979-12-31", "0001-01-01", "9999-12-31",
    "1979-05-27T07:32:00+00:00", "1979-05-27T07:32:00+23:59", "07:32:00.123456789012345678901",
    // Leap seconds and the year before the first are dates of RFC 3339.
    "0000-01-01", "1990-12-31T23:59:60Z", "23:59:60",
  ])
  func `dates and times`(text: String) throws {
    let document = try Document("a = \(text) # b\n", file: "a.toml")
    #expect(document.root["a"]?.value == .date(text))
    expectMeaning(("a=[\(text),\(text)]\nb={c=\(text)}", #""a":[D,D],"b":{"c":D}"#))
  }

  @Test(arguments: [
    "1979-05", "1979-5-27", "79-05-27", "1979-05-2", "1979-05-277", "1979-13-01", "1979-00-01",
    "1979-01-00", "1979-01-32", "1979-04-31", "1979-02-29", "1900-02-29", "2100-02-29",
    "1979/05/27",
    "1979-05-27T", "1979-05-27 T", "1979-05-27T07", "1979-05-27T07:32", "1979-05-27T07:32Z",
    "07:32",
    "7:32:00", "24:00:00", "07:60:00", "07:32:61", "07:32:00.", "07:32:00.Z", "07:32:00Z",
    "07:32:00+01:00", "1979-05-27Z", "1979-05-27+01:00", "1979-05-27T07:32:00.Z",
    "1979-05-27T07:32:00+1:00", "1979-05-27T07:32:00+0100", "1979-05-27T07:32:00+01",
    "1979-05-27T07:32:00+24:00", "1979-05-27T07:32:00+00:60", "1979-05-27T07:32:00ZZ",
    "1979-05-27T07:32:00Z+01:00", "1979-05-27  07:32:00", "1979-05-27\t07:32:00",
    "1979-05-27\n07:32:00", "1979-05-27T 07:32:00", "1979-05-27TT07:32:00", "1979-05-27_07:32:00",
    "1979-05-27 1", "1979-05-27T:", "1979-05-27 7 ", "1979-05-27 07", "1979-05-27 07:",
    "+1979-05-27", "-1979-05-27", "1979-05-27T07:32:00 Z", "1979-05-27T07:32:00,5", "1_979-05-27",
    "12:34:56.7_8", "1979-05-27T07:32:00.5.5", "10000-01-01", "1979-W05-1", "1979-147",
  ])
  func `what is no date`(text: String) { expectRefusal("a=\(text)") }

  // MARK: Arrays

  private static let arrays: [TomlCase] = [
    ("a=[]", #""a":[]"#), ("a=[ \t]", #""a":[]"#), ("a=[\n\r\n#b\n]", #""a":[]"#),
    ("a=[1,2]", #""a":[1,2]"#), ("a=[1,]", #""a":[1]"#), ("a=[ 1 , 2 , ]", #""a":[1,2]"#),
    ("a=[\n  1, # b\n  # c\n\n  2 # d,\n  ,#e\n]#f", #""a":[1,2]"#),
    ("a=[1\r\n,\r\n2\r\n]", #""a":[1,2]"#), ("a=[[1],[],[[2]]]", #""a":[[1],[],[[2]]]"#),
    ("a=[1,'b',true,{},[]]", #""a":[1,"b",true,{},[]]"#),
    ("a=['#',']',',']", ##""a":["#","]",","]"##),
    ("a=[{b=1},{b=2,c=[\n]},\n]", #""a":[{"b":1},{"b":2,"c":[]}]"#),
    ("a=[\"\"\"\nb\"\"\",'''c''']", #""a":["b","c"]"#), ("a=[nan]", #""a":[nan]"#),
    ("a=[\ntrue,\ninf_a]".replacing("inf_a", with: "'x'"), #""a":[true,"x"]"#),
    ("a=[\n[true],\n[nan]\n]", #""a":[[true],[nan]]"#), ("a=[\n[1]]", #""a":[[1]]"#),
    ("a=[\n[[1]]\n]\nb=2", #""a":[[[1]]],"b":2"#),
  ]

  @Test(arguments: arrays)
  func `arrays of all kinds`(test: TomlCase) { expectMeaning(test) }

  @Test(arguments: [
    "a=[", "a=]", "a=[1", "a=[1,", "a=[,]", "a=[,1]", "a=[1,,2]", "a=[1,,]", "a=[1 2]", "a=[1\n2]",
    "a=[1;2]", "a=[1]]", "a=[1][2]", "a=[[1]", "a=[#]", "a=[1}", "a={1]", "a=[b=1]", "a=[b]",
    "a=[1,\n#]", "a=['b]", "a=[\u{0}]", "a=[1\r2]", "a=[\r]", "a=[1, # \u{1}\n]", "c = [\u{2028}",
    "a=[1\u{A0}]", "a=[[]", "a=[]b=1", "a=[\nb=1\n]", "a=[\n[b]\n]", "w={x=[1,1979-05-27 7 ",
  ])
  func `what is no array`(text: String) { expectRefusal(text) }

  // MARK: Inline tables

  private static let inlineTables: [TomlCase] = [
    ("a={}", #""a":{}"#), ("a={ \t}", #""a":{}"#), ("a={b=1}", #""a":{"b":1}"#),
    ("a={ b = 1 , c = 2 }", #""a":{"b":1,"c":2}"#),
    ("a={b.c=1,b.d=2}", #""a":{"b":{"c":1,"d":2}}"#),
    ("a={b={c={}}}", #""a":{"b":{"c":{}}}"#), ("a={'b'=1,\"\"=2}", #""a":{"":2,"b":1}"#),
    ("a={b=[\n1,\n# c\n]}", #""a":{"b":[1]}"#),
    ("a={b='''\n\n''',c=1}", #""a":{"b":"\u000a","c":1}"#),
    ("a={b=1}#c\nd=2", #""a":{"b":1},"d":2"#), ("a={ b . c = 1 }", #""a":{"b":{"c":1}}"#),
    ("a=[{b=1,c=[{d=2}]}]", #""a":[{"b":1,"c":[{"d":2}]}]"#),
    ("a.b={c=1}\na.d=2", #""a":{"b":{"c":1},"d":2}"#),
    ("[a]\nb={}\n[a.c]", #""a":{"b":{},"c":{}}"#),
  ]

  @Test(arguments: inlineTables)
  func `inline tables`(test: TomlCase) { expectMeaning(test) }

  @Test(arguments: [
    "a={", "a=}", "a={b=1", "a={b=1,", "a={b=1,}", "a={,}", "a={,b=1}", "a={b=1,,c=2}",
    "a={b=1 c=2}",
    "a={b}", "a={b=}", "a={b=1\n}", "a={\n}", "a={\nb=1}", "a={b=1,\nc=2}", "a={b=1#c\n}",
    "a={#\n}",
    "a={b=1]", "a={1}", "a={b=1}}", "a={b=1}{}", "a={b=1,b=2}", "a={b=1,b.c=2}", "a={b.c=1,b=2}",
    "a={b.c=1,b.c=2}", "a={b={},b.c=1}", "a={b=[],b.c=1}", "a={b=1}\na.c=2", "a={}\n[a]",
    "a={}\n[a.b]",
    "a={b={}}\n[a.b]", "a={b={}}\n[a.b.c]", "a={b.c=1}\n[a.b]", "a={b.c=1}\n[a.d]",
    "a={b={}}\na.b.c=1",
    "a={}\n[[a]]", "a={b=[]}\n[[a.b]]", "a={b=[{}]}\n[a.b]", "[a]\nb={}\n[a.b]", "[a]\nb={}\nb.c=1",
    "a={[b]}", "a={b:1}", "a={\"b\":1}", "b = ['''x'''', }", "a={b='''x''''}{", "a=[{}\n[a]",
    "a={x=''''y'''', z={", "a={x={y=\"\"\"\"z\"\"\"\"\",}}",
  ])
  func `what is no inline table`(text: String) { expectRefusal(text) }

  // MARK: Headers

  private static let headers: [TomlCase] = [
    ("[a]", #""a":{}"#), ("[a]\n[b]", #""a":{},"b":{}"#), (" \t[ a ] #b\n c=1", #""a":{"c":1}"#),
    ("[a.b.c]\nd=1", #""a":{"b":{"c":{"d":1}}}"#),
    ("[ a . 'b.c' . \"d\" ]", #""a":{"b.c":{"d":{}}}"#),
    ("['']\na=1", "\"\":{\"a\":1}"), ("[\"\".'']", "\"\":{\"\":{}}"), ("[1.2]", #""1":{"2":{}}"#),
    ("[a.b]\nc=1\n[a]\nd=2", #""a":{"b":{"c":1},"d":2}"#),
    ("[a.b]\n[a.c]\n[a]", #""a":{"b":{},"c":{}}"#),
    ("a.b=1\n[c]\na.b=2", #""a":{"b":1},"c":{"a":{"b":2}}"#),
    ("a=1\n[b]\na=2", #""a":1,"b":{"a":2}"#),
    ("[a]\nb.c=1\n[a.d]", #""a":{"b":{"c":1},"d":{}}"#),
    ("[a]\nb.c=1\n[a.b.d]", #""a":{"b":{"c":1,"d":{}}}"#),
    ("[a]\nb.c.d=1\n[a.b.c.e]\nf=2", #""a":{"b":{"c":{"d":1,"e":{"f":2}}}}"#),
    ("a.b=1\n[a.c]", #""a":{"b":1,"c":{}}"#), ("[a.b.c]\n[a]\nb.d=1", #""a":{"b":{"c":{},"d":1}}"#),
    ("[a]\r\nb=1\r\n[c]\r\n", #""a":{"b":1},"c":{}"#), ("[true]\n[nan]", #""nan":{},"true":{}"#),
  ]

  @Test(arguments: headers)
  func `headers of tables`(test: TomlCase) { expectMeaning(test) }

  private static let arraysOfTables: [TomlCase] = [
    ("[[a]]", #""a":[{}]"#), ("[[a]]\nb=1\n[[a]]\n[[a]]\nb=2", #""a":[{"b":1},{},{"b":2}]"#),
    ("[[ a . b ]]", #""a":{"b":[{}]}"#),
    ("[[a]]\n[a.b]\nc=1\n[[a]]\n[a.b]\nc=2", #""a":[{"b":{"c":1}},{"b":{"c":2}}]"#),
    ("[[a]]\n[[a.b]]\n[[a.b]]\n[[a]]\n[[a.b]]", #""a":[{"b":[{},{}]},{"b":[{}]}]"#),
    ("[[a]]\nb.c=1\n[[a]]\nb.c=2", #""a":[{"b":{"c":1}},{"b":{"c":2}}]"#),
    ("[a]\n[[a.b]]\n[a.b.c]", #""a":{"b":[{"c":{}}]}"#),
    ("[[a.b]]\n[a]\nc=1", #""a":{"b":[{}],"c":1}"#),
    ("[[a]]\n[a.b.c]\n[a.b]\n[[a.d]]", #""a":[{"b":{"c":{}},"d":[{}]}]"#), ("[['']]", "\"\":[{}]"),
    ("[[a]]\nb=[]\nc={}", #""a":[{"b":[],"c":{}}]"#), ("[[a]]#b\n[[a]] # c", #""a":[{},{}]"#),
  ]

  @Test(arguments: arraysOfTables)
  func `arrays of tables`(test: TomlCase) { expectMeaning(test) }

  @Test(arguments: [
    "[", "[]", "[a", "[a\n]", "[\na]", "a]", "[a]]", "[a]b", "[a]b=1", "[a][b]", "[.]", "[.a]",
    "[a.]",
    "[a..b]", "[a b]", "[a#]", "[a,b]", "[a=1]", "[\u{E9}]", "[\"a]", "[a\r]", "[[", "[[]]", "[[]",
    "[[a",
    "[[a]", "[[a] ]", "[ [a]]", "[[a]]]", "[[[", "[[[a]]]", "[[a].b]", "[[a]]b=1", "[{}]",
    "[[a\n]]",
    "[a]\n[a]", "[a]\n['a']", "[a]\nb=1\n[a]\nc=2", "[a.b]\n[a]\n[a]", "[a.b]\n[a.b]", "a=1\n[a]",
    "a=1\n[a.b]", "a=1\n[[a]]", "a=[]\n[a]", "a=[]\n[a.b]", "a=[]\n[[a]]", "a=[{}]\n[[a]]",
    "a=[{}]\n[a.b]",
    "a.b=1\n[a]", "a.b=1\n[[a]]", "a.b=1\n[a.b]", "a.b.c=1\n[a.b]", "[a]\nb=1\n[a.b]",
    "[a]\nb.c=1\n[a.b]",
    "[a]\nb.c.d=1\n[a.b]", "[a]\nb.c.d=1\n[a.b.c]", "[a.b]\nc=1\n[a]\nb.d=2",
    "[a.b.c]\n[a]\nb.c.d=1",
    "[a.b.c]\n[a]\nb=1", "[a.b]\n[a]\nb={}", "[a]\n[[a]]", "[a.b]\n[[a]]", "[[a]]\n[a]",
    "[[a.b]]\n[[a]]",
    "[[a]]\n[a.b]\n[a.b]", "[[a]]\n[a.b]\n[[a.b]]", "[[a]]\n[[a.b]]\n[a.b]", "[[a.b]]\n[a]\nb=1",
    "[[a.b]]\n[a]\nb.c=1", "[[a.b]]\n[a]\nb=[]", "[[a]]\nb=1\n[a.b]", "[[a]]\nb.c=1\n[a.b]",
    "[a]\nb=1\nb=2",
    "[a]\n[b]\n[a]", "[[a]]\nb=1\nb=2",
  ])
  func `what is no header, or one too many`(text: String) { expectRefusal(text) }

  // MARK: Bounds

  private static func nested(_ count: Int, _ open: String, _ close: String) -> String {
    String(repeating: open, count: count) + "1" + String(repeating: close, count: count)
  }

  private static func dotted(_ count: Int) -> String {
    Array(repeating: "a", count: count).joined(separator: ".")
  }

  /// How deep something may be, and how that is written.
  private static let depths: [(most: Int, text: @Sendable (Int) -> String)] = [
    // What is innermost takes a level of its own, and so does an array of tables.
    (39, { "a=" + nested($0, "[", "]") }),
    (39, { "a=" + nested($0, "{a=", "}") }),
    (19, { "a=" + nested($0, "[{a=", "}]") }),
    (40, { dotted($0) + "=1" }),
    (40, { "[" + dotted($0) + "]" }),
    (39, { "[[" + dotted($0) + "]]" }),
    (39, { "a={" + dotted($0) + "=1}" }),
    (20, { "[" + dotted($0) + "]\n" + dotted($0) + "=1" }),
  ]

  @Test(arguments: depths.indices)
  func `what is nested too deep is refused`(index: Int) {
    let (most, text) = TomlGrammarTests.depths[index]
    #expect(throws: Never.self) { _ = try Document(text(most), file: "a.toml") }
    let error = #expect(throws: DocumentError.self) {
      _ = try Document(text(most + 1), file: "a.toml")
    }
    #expect(error?.message == "nested deeper than 40 levels")
  }

  @Test func `a megabyte is read, a byte more is refused`() throws {
    let text = "# " + String(repeating: "a", count: Document.largest - 2)
    #expect(try Document(text, file: "a.toml").root.names.isEmpty)
    #expect(throws: DocumentError.self) { _ = try Document(text + "a", file: "a.toml") }
  }

  @Test func `names keep the order of the file`() throws {
    let root = try Document("b=1\n[c]\nz=1\ny.x=2\na=3\n[a]\n", file: "a.toml").root
    #expect(root.names == ["b", "c", "a"])
    #expect(try root.section("c")?.names == ["z", "y", "a"])
  }
}
