import Documents
import Landscapes
import Optimizers

/// Reads a run file as its bytes come: the header once it is there, then row by row, so that memory
/// does not grow with the file.
public struct RunReader: Sendable {
  /// A whole line of the table.
  struct Line {
    /// Which optimizer it belongs to.
    var racer: Int
    /// Its bytes, without the end of the line.
    var bytes: ArraySlice<UInt8>
    /// Its number in the file, from 1.
    var number: Int
  }

  /// The header; nil until all of it was read.
  public private(set) var header: RunHeader?
  private let file: String
  private let data: DataFiles?
  /// The beginning of a line whose end has not come yet.
  private var rest: [UInt8] = []
  private var comments: [UInt8] = []
  private var lineCount = 0
  private var sawColumns = false
  private var handles: [[UInt8]] = []

  /// The longest line that a table may have, in bytes.
  static let longestLine = 4096

  private static let magic = Array("# ravine run ".utf8)
  private static let newline = UInt8(ascii: "\n")

  /// Prepares to read a file.
  ///
  /// - Parameter file: its name, for messages.
  public init(file: String, data: DataFiles? = nil) {
    self.file = file
    self.data = data
  }

  /// Whether bytes begin like a run file.
  public static func isRun(_ bytes: some Sequence<UInt8>) -> Bool { bytes.starts(with: magic) }

  private func error(_ message: String, line: Int? = nil) -> DocumentError {
    DocumentError(file: file, line: line ?? lineCount, message: message)
  }

  /// Takes some more bytes and hands over the lines of the table that became whole.
  ///
  /// - Throws: a `DocumentError` for what is no run, one of a newer version, or a line that does not
  ///   belong.
  mutating func feed(
    _ chunk: [UInt8], _ body: (RunHeader, Line) throws(DocumentError) -> Void
  ) throws(DocumentError) {
    var start = 0
    while let end = chunk[start...].firstIndex(of: RunReader.newline) {
      if rest.isEmpty {
        try take(chunk[start..<end], body)
      } else {
        rest.append(contentsOf: chunk[start..<end])
        let line = rest
        rest.removeAll(keepingCapacity: true)
        try take(line[...], body)
      }
      start = end + 1
    }
    rest.append(contentsOf: chunk[start...])
    let longest = header == nil ? Document.largest : RunReader.longestLine
    guard rest.count <= longest else {
      throw error("a line longer than \(longest) bytes", line: lineCount + 1)
    }
  }

  /// Says that no more bytes come.
  ///
  /// - Returns: whether the last line is torn.
  mutating func finish() throws(DocumentError) -> Bool {
    guard lineCount > 0 else {
      throw error("not a run file: no '# ravine run' line", line: 1)
    }
    guard header != nil else {
      throw error("cut within its header: nothing can be computed", line: lineCount + 1)
    }
    return !rest.isEmpty
  }

  private mutating func take(
    _ line: ArraySlice<UInt8>, _ body: (RunHeader, Line) throws(DocumentError) -> Void
  ) throws(DocumentError) {
    lineCount += 1
    let line = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
    if header == nil {
      try takeHeader(line)
      if header == nil { return }
    }
    if line.isEmpty || line.first == UInt8(ascii: "#") { return }
    guard line.count <= RunReader.longestLine else {
      throw error("a line longer than \(RunReader.longestLine) bytes")
    }
    guard sawColumns else {
      let expected = (["optimizer", "step"] + Row.columns).joined(separator: "\t")
      guard line.elementsEqual(expected.utf8) else {
        throw error("expected the row of column names")
      }
      sawColumns = true
      return
    }
    let handle = line.prefix { $0 != UInt8(ascii: "\t") }
    guard let racer = handles.firstIndex(where: { handle.elementsEqual($0) }) else {
      let name = String(decoding: handle.prefix(100), as: UTF8.self)
      throw error("no optimizer has the handle '\(printable(name))'")
    }
    guard let header else { return }
    try body(header, Line(racer: racer, bytes: line, number: lineCount))
  }

  /// Takes a line of the header; the first that is no comment ends it.
  private mutating func takeHeader(_ line: ArraySlice<UInt8>) throws(DocumentError) {
    if lineCount == 1 {
      guard RunReader.isRun(line) else { throw error("not a run file: no '# ravine run' line") }
      let digits = line.dropFirst(RunReader.magic.count).prefix {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
      }
      let version = Int(String(decoding: digits, as: UTF8.self)) ?? 0
      guard (1...RunWriter.version).contains(version) else {
        throw error(
          "written by another ravine (run format \(version)); this one reads format "
            + "\(RunWriter.version)")
      }
      return
    }
    if line.first == UInt8(ascii: "#") {
      let content = line.dropFirst()
      comments += content.first == UInt8(ascii: " ") ? content.dropFirst() : content
      comments.append(RunReader.newline)
      guard comments.count <= Document.largest else { throw error("a header larger than 1 MB") }
      return
    }
    guard let text = String(validating: comments, as: UTF8.self) else {
      throw error("the header is not UTF-8 text")
    }
    let read = try RunHeader(toml: text, file: file, data: data)
    header = read
    comments = []
    handles = read.race.handles.map { Array($0.utf8) }
  }
}

/// A run file that was read and computed again.
public struct RunRecord: Sendable {
  /// What its header says.
  public var header: RunHeader
  /// What is missing at the end of a file that was cut, in one line; nil for a whole file.
  public var missing: String?
  /// Whether its rows are what the header computes.
  public var verification: Verification

  /// The race that the header describes.
  public var race: Race { header.race }

  /// Reads a run file up to its last whole row.
  public init(_ text: String, file: String) throws(DocumentError) {
    var check = RunCheck(file: file)
    try check.feed(Array(text.utf8))
    self = try check.finish()
  }

  init(header: RunHeader, missing: String?, verification: Verification) {
    self.header = header
    self.missing = missing
    self.verification = verification
  }
}
