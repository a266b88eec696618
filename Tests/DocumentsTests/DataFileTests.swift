import Documents
import Testing

/// Files of data: arrays of numpy's, and what tells one file from another.
@Suite struct DataFileTests {
  /// A file as numpy writes it.
  static func numpy(
    _ kind: String, _ shape: String, isByColumns: Bool = false, version: UInt8 = 1, _ body: [UInt8]
  ) -> DataFile {
    let header =
      "{'descr': '\(kind)', 'fortran_order': \(isByColumns ? "True" : "False"), 'shape': (\(shape)), }\n"
    let count = header.utf8.count
    let length =
      [UInt8(count & 255), UInt8(count >> 8)] + [UInt8](repeating: 0, count: version == 1 ? 0 : 2)
    let start: [UInt8] = [0x93] + Array("NUMPY".utf8) + [version, 0]
    return DataFile(name: "a.npy", bytes: start + length + Array(header.utf8) + body)
  }

  private static func bytes(_ numbers: [some FixedWidthInteger]) -> [UInt8] {
    numbers.flatMap { number in withUnsafeBytes(of: number) { Array($0) } }
  }

  @Test func `an array is read whatever its numbers are and however they lie`() throws {
    let numbers: [Double] = [1, -2, 3.5, 4, 1e300, 6]
    let expected = [1, -2, 3.5, 4, 1e300, 6]
    let little = DataFileTests.bytes(numbers.map(\.bitPattern.littleEndian))
    let big = DataFileTests.bytes(numbers.map(\.bitPattern.bigEndian))
    for version in [1, 2, 3] as [UInt8] {
      let array = try NumpyArray(DataFileTests.numpy("<f8", "2, 3", version: version, little))
      #expect(array.rows == 2 && array.columns == 3 && array.values == expected)
    }
    #expect(try NumpyArray(DataFileTests.numpy(">f8", "2, 3", big)).values == expected)
    let turned = try NumpyArray(DataFileTests.numpy("<f8", "2, 3", isByColumns: true, little))
    #expect(turned.rows == 2 && turned.columns == 3 && turned.values == [1, 3.5, 1e300, -2, 4, 6])
    let single = DataFileTests.bytes([1.5, -0.25].map { Float($0).bitPattern.littleEndian })
    #expect(try NumpyArray(DataFileTests.numpy("<f4", "1, 2", single)).values == [1.5, -0.25])
    let whole = DataFileTests.bytes([Int16(-3).littleEndian, Int16(300).littleEndian])
    #expect(try NumpyArray(DataFileTests.numpy("<i2", "2, 1", whole)).values == [-3, 300])
    #expect(try NumpyArray(DataFileTests.numpy("|u1", "1, 2", [7, 255])).values == [7, 255])
  }

  @Test(arguments: [
    ("<f8", "2", "two axes"), ("<f8", "1, 1, 1", "two axes"), ("<f8", "0, 4", "two axes"),
    ("<f8", "1000000, 1000000", "two axes"), ("<f8", "-1, -1", "two axes"),
    ("<f8", "1, 2", "8 bytes of numbers where 1 × 2 of '<f8' take 16"),
    ("<c16", "1, 1", "numbers of type '<c16'"), ("|O", "1, 1", "numbers of type '|O'"),
    ("<f2", "1, 1", "floating point"),
  ])
  func `what cannot be read is told`(kind: String, shape: String, words: String) throws {
    let body = DataFileTests.bytes([UInt64(0)])
    let error = try #require(throws: DocumentError.self) {
      try NumpyArray(DataFileTests.numpy(kind, shape, body))
    }
    #expect("\(error)".contains(words), "\(error)")
  }

  @Test func `a number that is none is told with row and column`() throws {
    let body = DataFileTests.bytes(
      [0, 1, 2, .nan, 4, 5].map { (number: Double) in number.bitPattern })
    for (isByColumns, words) in [
      (false, "row 2, column 1 is nan"), (true, "row 2, column 2 is nan"),
    ] {
      let error = try #require(throws: DocumentError.self) {
        try NumpyArray(DataFileTests.numpy("<f8", "2, 3", isByColumns: isByColumns, body))
      }
      #expect("\(error)".contains(words), "\(error)")
    }
  }

  @Test func `a file that is cut anywhere is refused`() throws {
    let whole = DataFileTests.numpy("<f8", "1, 2", DataFileTests.bytes([UInt64(0), 0]))
    _ = try NumpyArray(whole)
    for count in 0..<whole.bytes.count {
      #expect(throws: DocumentError.self) {
        try NumpyArray(DataFile(name: "a.npy", bytes: Array(whole.bytes.prefix(count))))
      }
    }
  }

  @Test func `a file is known by its SHA-256`() {
    // The examples of FIPS 180-4.
    #expect(
      DataFile(name: "a", bytes: Array("abc".utf8)).sha256
        == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    let two = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"
    #expect(
      DataFile(name: "a", bytes: Array(two.utf8)).sha256
        == "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")
    #expect(
      DataFile(name: "a", bytes: [UInt8](repeating: 97, count: 1000)).sha256
        == "41edece42d63e8d9bf515a9ba6932e1c20cbc9f5a5d134645adb5db1b9737ea3")
    #expect(
      DataFile(name: "a", bytes: []).sha256
        == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
  }
}

/// Letters with marks, taken apart and put together.
@Suite struct CanonicalFormTests {
  @Test func `a letter with a mark and its one sign are one and the same`() {
    for (one, two) in [
      ("é", "e\u{301}"), ("ŝ", "s\u{302}"), ("ḡ", "g\u{304}"), ("ñ", "n\u{303}"), ("Å", "A\u{30A}"),
      ("ά", "α\u{301}"), ("ẏ", "y\u{307}"),
    ] {
      let (whole, apart) = (Array(one.unicodeScalars), Array(two.unicodeScalars))
      #expect(whole.count == 1 && apart.count == 2)
      #expect(CanonicalForm.decomposed(one) == apart && CanonicalForm.decomposed(two) == apart)
      #expect(Array(CanonicalForm.composed(two).unicodeScalars) == whole)
      #expect(Array(CanonicalForm.composed(one).unicodeScalars) == whole)
    }
    // Two marks are put together too, and what has no sign of its own stays.
    #expect(Array(CanonicalForm.composed("e\u{302}\u{301}").unicodeScalars) == ["\u{1EBF}"])
    #expect(Array(CanonicalForm.composed("θ\u{302}x").unicodeScalars) == ["θ", "\u{302}", "x"])
    #expect(CanonicalForm.decomposed("x + 1 ∇ 漢") == Array("x + 1 ∇ 漢".unicodeScalars))
  }

  @Test(arguments: [
    (0.5, 3, "0.500", "5.000e-01", "0.5"), (-1234.5678, 2, "-1234.57", "-1.23e+03", "-1.2e+03"),
    (0, 0, "0", "0e+00", "0"),
    (1e308, 0, "1" + String(repeating: "0", count: 0), "1e+308", "1e+308"),
  ])
  func `numbers are written as C writes them`(
    value: Double, count: Int, decimals: String, exponent: String, significant: String
  ) {
    let written = formatted(value, .decimals(count))
    #expect(value < 1e300 ? written == decimals : written.count == 309)
    #expect(formatted(value, .exponent(count)) == exponent)
    #expect(formatted(value, .significant(count)) == significant)
  }
}
