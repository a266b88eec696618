import Documents
import SystemLibrary
import Trajectories

/// A run file that is read and computed again piece by piece.
struct RunFile: ~Copyable {
  private var file: InputFile
  private var check: RunCheck
  private var waiting: [UInt8]
  private let path: String

  /// The file, some of which was read already.
  init(_ file: consuming InputFile, at path: String, after begun: [UInt8]) {
    self.file = file
    self.path = path
    check = RunCheck(file: path, data: DataFolder.ofRecord(path))
    waiting = begun
  }

  /// How much was read, from 0 to 1; nil where the size is not known.
  var share: Double? { file.size.map { min(1, Double(file.position) / Double(max(1, $0))) } }

  /// Reads up to the end of the header.
  mutating func header() throws -> RunHeader {
    while true {
      if let header = check.header { return header }
      if try advance() {
        // Says what is wrong with a file that ends before its header does.
        return try check.finish().header
      }
    }
  }

  /// Reads some more.
  ///
  /// - Returns: whether nothing is left.
  mutating func advance() throws -> Bool {
    let chunk = waiting.isEmpty ? try file.next() : waiting
    waiting = []
    if chunk.isEmpty { return true }
    try check.feed(chunk)
    return false
  }

  /// Reads all of it, with a bar on a terminal where it takes long.
  mutating func record() throws -> RunRecord {
    let line = ProgressLine()
    defer { line.end() }
    let path = path
    check.onComputing = { handle, step in line.tell("computing \(path): \(handle), step \(step)") }
    var told: Int?
    while try !advance() {
      let percent = share.map { Int($0 * 100) }
      guard let percent, percent != told else { continue }
      line.tell("reading \(path): \(percent) %")
      told = percent
    }
    return try check.finish()
  }

  /// Why the rows are not what is shown, after all of them were read; nil where they are.
  mutating func doubt() throws -> String? {
    OpenedFile.doubt(about: try record()).map { "\(printable(path)): \($0)" }
  }

  /// What became of reading some more for a while.
  enum Progress {
    /// There is more; how much was read.
    case reading(Double)
    /// Over, with a doubt or an error in one line, if there is one.
    case over(String?)
  }

  /// Reads for some milliseconds, for who has other things to do as well.
  mutating func work() -> Progress {
    let end = ContinuousClock.now + .milliseconds(15)
    do {
      while try !advance() {
        if ContinuousClock.now > end { return .reading(share ?? 0) }
      }
      return .over(try doubt())
    } catch {
      return .over("\(error)")
    }
  }

  /// Reads all of a run file.
  static func record(at path: String) throws -> RunRecord {
    var file = try InputFile(path)
    let begun = try file.next()
    var run = RunFile(file, at: path, after: begun)
    return try run.record()
  }
}
