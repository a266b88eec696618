/// A table of numbers as numpy saves it: a `.npy` file with two axes.
///
/// Source: the format of NEP 1, versions 1.0 to 3.0.
public struct NumpyArray: Sendable, Equatable {
  /// How many rows there are: the length of the first axis.
  public let rows: Int
  /// How many numbers a row has: the length of the second axis.
  public let columns: Int
  /// The numbers, row after row.
  public let values: [Double]

  /// The most numbers that are read.
  public static let mostValues = 1_000_000
  private static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)

  /// Reads a file of floating-point or whole numbers, little- or big-endian, by rows or by columns.
  ///
  /// - Throws: a `DocumentError` that says what is not as it should be; a number that is not finite is named by row and
  ///   column, counted from 1.
  public init(_ file: DataFile) throws(DocumentError) {
    let bytes = file.bytes
    guard !bytes.starts(with: "PK".utf8) else {
      throw file.error("an archive of arrays: save one alone, numpy.save(\"values.npy\", values)")
    }
    guard bytes.starts(with: NumpyArray.magic), bytes.count >= 10 else {
      throw file.error("no numpy array: it does not begin with the bytes of a .npy file")
    }
    let isShort = bytes[6] == 1
    guard (1...3).contains(bytes[6]), isShort || bytes.count >= 12 else {
      throw file.error("format \(bytes[6]) of numpy's files; this reads 1 to 3")
    }
    let start = isShort ? 10 : 12
    let length = bytes[8..<start].reversed().reduce(0) { $0 << 8 | Int($1) }
    guard length <= 10_000, start + length <= bytes.count else {
      throw file.error("cut within its header")
    }
    let header = String(decoding: bytes[start..<start + length], as: UTF8.self)
    let kind = try NumpyArray.kind(header, file)
    let shape = try NumpyArray.shape(header, file)
    (rows, columns) = shape
    let count = rows * columns
    let isByColumns = NumpyArray.value(of: "fortran_order", in: header)?.hasPrefix("True") == true
    let body = bytes[(start + length)...]
    guard body.count == count * kind.size else {
      throw file.error(
        "\(body.count) bytes of numbers where \(rows) × \(columns) of '\(kind.name)' take \(count * kind.size)"
      )
    }
    var values = [Double](repeating: 0, count: count)
    for place in 0..<count {
      let first = body.startIndex + place * kind.size
      let number = kind.number(bytes[first..<first + kind.size])
      let (row, column) =
        isByColumns ? (place % rows, place / rows) : (place / columns, place % columns)
      guard number.isFinite else {
        throw file.error(
          "row \(row + 1), column \(column + 1) is \(number), which is no finite number")
      }
      values[row * columns + column] = number
    }
    self.values = values
  }

  /// How a number stands in the bytes.
  private struct Kind {
    let name: String
    let letter: Character
    let size: Int
    let isLittle: Bool

    func number(_ bytes: ArraySlice<UInt8>) -> Double {
      let bits = (isLittle ? Array(bytes.reversed()) : Array(bytes)).reduce(UInt64(0)) {
        $0 << 8 | UInt64($1)
      }
      switch (letter, size) {
      case ("f", 4): return Double(Float(bitPattern: UInt32(truncatingIfNeeded: bits)))
      case ("f", _): return Double(bitPattern: bits)
      case ("u", _): return Double(bits)
      default:
        // The sign stands in the highest bit of however many there are.
        let unused = UInt64(64 - 8 * size)
        return Double(Int64(bitPattern: bits << unused) >> Int64(unused))
      }
    }
  }

  private static func kind(_ header: String, _ file: DataFile) throws(DocumentError) -> Kind {
    let text = value(of: "descr", in: header) ?? ""
    let name = String(text.dropFirst().prefix { $0 != "'" && $0 != "\"" })
    let sizes: [Character: [Int]] = ["f": [4, 8], "i": [1, 2, 4, 8], "u": [1, 2, 4, 8]]
    let order = name.first ?? " "
    guard name.count == 3, "<>|=".contains(order), let letter = name.dropFirst().first,
      let size = name.last?.wholeNumberValue, sizes[letter]?.contains(size) == true
    else {
      throw file.error(
        "numbers of type '\(printable(String(name.prefix(20))))': save it as floating point, "
          + "numpy.save(file, values.astype(float))")
    }
    return Kind(name: name, letter: letter, size: size, isLittle: order != ">")
  }

  private static func shape(_ header: String, _ file: DataFile) throws(DocumentError) -> (Int, Int)
  {
    let text = value(of: "shape", in: header) ?? ""
    let inner = text.drop { $0 != "(" }.dropFirst().prefix { $0 != ")" }
    let sides = inner.split(separator: ",").compactMap { Int($0.filter { !$0.isWhitespace }) }
    guard sides.count == 2, sides.allSatisfy({ (1...mostValues).contains($0) }),
      sides[0] * sides[1] <= mostValues
    else {
      throw file.error(
        "an array of shape (\(printable(String(inner.prefix(40))))): a table has two axes, rows and columns, and at most "
          + "\(mostValues) numbers")
    }
    return (sides[0], sides[1])
  }

  /// What stands behind a key of the header, which is a dictionary as Python writes it.
  private static func value(of key: String, in header: String) -> Substring? {
    for quote in ["'", "\""] {
      guard let range = header.ranges(of: quote + key + quote).first else { continue }
      return header[range.upperBound...].drop { $0 == ":" || $0 == " " }
    }
    return nil
  }
}
