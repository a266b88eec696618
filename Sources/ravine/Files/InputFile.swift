import Documents
import SystemLibrary

/// A file that is read in pieces.
struct InputFile: ~Copyable {
  private let descriptor: Int32
  private let shown: String
  /// The bytes that were read so far.
  private(set) var position = 0
  /// The size of the file; nil for what has none, such as a pipe.
  let size: Int?

  /// Opens a file; `-` is standard input.
  init(_ path: String) throws {
    let opened = try InputFile.open(path)
    shown = path == "-" ? "standard input" : printable(path)
    (descriptor, size) = opened
  }

  private static func open(_ path: String) throws -> (descriptor: Int32, size: Int?) {
    guard path != "-" else { return (STDIN_FILENO, nil) }
    let shown = printable(path)
    var about = stat()
    guard stat(path, &about) == 0 else {
      throw Failure(.unreadable, "\(shown): no such file\(TextFile.nearFiles(path))")
    }
    guard about.st_mode & S_IFMT != S_IFDIR else {
      throw Failure(.unreadable, "\(shown): is a folder, not a file")
    }
    let descriptor = SystemLibrary.open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw Failure(.unreadable, "\(shown): \(String(cString: strerror(errno)))")
    }
    return (descriptor, about.st_mode & S_IFMT == S_IFREG ? Int(about.st_size) : nil)
  }

  deinit { if descriptor > 2 { _ = SystemLibrary.close(descriptor) } }

  /// Some more bytes of a text; none at the end.
  mutating func next(_ count: Int = 1 << 18) throws -> [UInt8] {
    let chunk = try nextBytes(count)
    guard !chunk.contains(0) else {
      throw Failure(.unreadable, "\(shown): is binary, not text")
    }
    return chunk
  }

  /// Some more bytes of whatever it is; none at the end.
  private mutating func nextBytes(_ count: Int = 1 << 18) throws -> [UInt8] {
    while true {
      var got = 0
      let chunk = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
        got = SystemLibrary.read(descriptor, buffer.baseAddress, count)
        filled = max(0, got)
      }
      if got < 0 {
        if errno == EINTR { continue }
        throw Failure(.unreadable, "\(shown): \(String(cString: strerror(errno)))")
      }
      position += chunk.count
      return chunk
    }
  }

  /// All bytes of whatever it is.
  mutating func bytes(limit: Int) throws -> [UInt8] {
    var bytes: [UInt8] = []
    while true {
      let chunk = try nextBytes()
      if chunk.isEmpty { return bytes }
      bytes += chunk
      guard bytes.count <= limit else { throw tooLarge(limit) }
    }
  }

  private func tooLarge(_ limit: Int) -> Failure {
    Failure(.unreadable, "\(shown): larger than \(limit / 1_000_000) MB")
  }

  /// All that is left as text, behind some bytes that were read already.
  mutating func text(after begun: [UInt8] = [], limit: Int) throws -> String {
    var bytes = begun
    while true {
      guard bytes.count <= limit else { throw tooLarge(limit) }
      let chunk = try next()
      if chunk.isEmpty { break }
      bytes += chunk
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw Failure(.unreadable, "\(shown): not UTF-8 text")
    }
    return text
  }
}

/// Reads whole text files.
enum TextFile {
  /// The text of a file; `-` is standard input.
  ///
  /// - Parameter limit: the most bytes that are read.
  static func read(_ path: String, limit: Int = Document.largest) throws -> String {
    var file = try InputFile(path)
    return try file.text(limit: limit)
  }

  /// A hint at files beside a name that is none.
  static func nearFiles(_ path: String) -> String {
    let near = Naming.nearest(to: path, among: OpenedFile.names(), count: 2)
    return near.isEmpty
      ? "" : ", did you mean \(near.map { printable($0) }.joined(separator: " or "))?"
  }
}
