import Documents
import SystemLibrary

/// A stream of text that is written as it comes.
final class Output {
  private let descriptor: Int32
  private let name: String
  /// Whether the file was made here, so that what is left of a failure can be taken away again.
  private let isNew: Bool
  private var buffer: [UInt8] = []
  /// The bytes that reached their place.
  private(set) var sent = 0

  /// There is a file of that name already.
  struct Exists: Error {}

  /// Standard output.
  init() {
    descriptor = STDOUT_FILENO
    name = "standard output"
    isNew = false
  }

  private init(_ path: String, flags: Int32, isNew: Bool) throws {
    // A limit on the size of files is an error to report, not an end.
    signal(SIGXFSZ, SIG_IGN)
    descriptor = open(path, flags | O_WRONLY | O_CLOEXEC, 0o644)
    name = path
    self.isNew = isNew
    guard descriptor >= 0 else {
      if isNew, errno == EEXIST { throw Exists() }
      throw Failure(.cannotWrite, "\(printable(path)): \(String(cString: strerror(errno)))")
    }
  }

  /// A new file.
  ///
  /// - Throws: `Exists` where there is one of that name, a link that leads nowhere among them.
  convenience init(new path: String) throws {
    try self.init(path, flags: O_CREAT | O_EXCL, isNew: true)
  }

  /// The end of a file that is there, behind some of its bytes; what comes after them, half a row, is cut off.
  init(appending path: String, after bytes: Int) throws {
    signal(SIGXFSZ, SIG_IGN)
    descriptor = open(path, O_WRONLY | O_CLOEXEC)
    name = path
    isNew = false
    guard descriptor >= 0, ftruncate(descriptor, off_t(bytes)) == 0,
      lseek(descriptor, 0, SEEK_END) >= 0
    else {
      throw Failure(.cannotWrite, "\(printable(path)): \(String(cString: strerror(errno)))")
    }
  }

  /// Where an option wants it: a file, or standard output for `-` and for none.
  ///
  /// A file that is there stays as it is, whatever links lead to it: what is in it may exist nowhere
  /// else. A device or a pipe is written to.
  static func to(_ path: String?) throws -> Output {
    guard let path, path != "-" else { return Output() }
    var about = stat()
    if stat(path, &about) == 0, about.st_mode & S_IFMT != S_IFREG {
      return try Output(path, flags: 0, isNew: false)
    }
    do {
      return try Output(new: path)
    } catch is Exists {
      throw Failure(
        .cannotWrite, "\(printable(path)): there already, and nothing is written over another file")
    }
  }

  /// Writes a whole file, or nothing of it: what fails on its way leaves no half of it behind.
  static func writing(to path: String?, _ body: (Output) throws -> Void) throws {
    let output = try Output.to(path)
    do {
      try body(output)
      try output.close()
    } catch {
      output.discard()
      throw error
    }
  }

  /// Adds text; whole lines reach the disk soon.
  func write(_ text: String) throws {
    buffer.append(contentsOf: text.utf8)
    // The beginning at once: a header is what makes the rest of a file worth something, and rows
    // may be long in coming.
    if buffer.count >= 1 << 14 || sent < 1 << 14 { try flush() }
  }

  /// Sends what has not been sent yet.
  func flush() throws {
    var done = 0
    while done < buffer.count {
      let count = buffer[done...].withUnsafeBytes {
        SystemLibrary.write(descriptor, $0.baseAddress, $0.count)
      }
      if count < 0 {
        if errno == EINTR { continue }
        let reason = errno
        buffer = []
        throw Failure(.cannotWrite, "\(printable(name)): \(String(cString: strerror(reason)))")
      }
      done += count
      sent += count
    }
    buffer = []
  }

  /// Closes a file that could not be written to its end.
  func abandon() {
    buffer = []
    if descriptor > 2 { _ = SystemLibrary.close(descriptor) }
  }

  /// Closes a file and takes it away, where it was made here.
  func discard() {
    abandon()
    if isNew { unlink(name) }
  }

  /// Sends the rest and closes a file.
  func close() throws {
    try flush()
    if descriptor > 2, SystemLibrary.close(descriptor) != 0 {
      throw Failure(.cannotWrite, "\(printable(name)): \(String(cString: strerror(errno)))")
    }
  }
}
