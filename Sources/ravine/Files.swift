import ArgumentParser
import Documents
import Foundation
import Landscapes

/// A failure that a script can tell by its exit code.
struct Failure: Error, CustomStringConvertible {
  /// The exit codes of sysexits.h that ravine uses, and 1 for a run that differs.
  enum Code: Int32 {
    case differs = 1
    case usage = 2
    case unreadable = 66
    case cannotWrite = 73
  }

  var code: Code
  var description: String

  init(_ code: Code, _ description: String) {
    self.code = code
    self.description = description
  }
}

extension ParsableCommand {
  /// Runs the body of a command; a failure becomes one line on standard error and its exit code.
  func report(_ body: () throws -> Void) throws {
    do {
      try body()
      // What was printed may still wait in a buffer, and a full disk shows only when it leaves.
      if fflush(nil) != 0 {
        throw Failure(.cannotWrite, "standard output: \(String(cString: strerror(errno)))")
      }
    } catch let failure as Failure {
      StandardError.write("ravine: \(failure)\n")
      throw ExitCode(failure.code.rawValue)
    } catch let error as ValidationError {
      StandardError.write("ravine: \(error.message)\n")
      throw ExitCode(64)
    } catch let error as DocumentError {
      StandardError.write("ravine: \(error)\n")
      throw ExitCode(Failure.Code.unreadable.rawValue)
    } catch let error as FormulaError {
      StandardError.write("ravine: \(error)\n")
      throw ExitCode(Failure.Code.usage.rawValue)
    }
  }
}

/// Where messages go, so that piped data stays clean.
enum StandardError {
  static func write(_ text: String) {
    // Where nobody can be told there is nothing more to do.
    _ = Array(text.utf8).withUnsafeBytes { Foundation.write(2, $0.baseAddress, $0.count) }
  }
}

/// Reads whole text files.
enum TextFile {
  /// The largest file that is read, in bytes.
  static let largest = 500_000_000

  /// The text of a file; `-` is standard input.
  ///
  /// - Parameter limit: the most bytes that are read.
  static func read(_ path: String, limit: Int = largest) throws -> String {
    let shown = path == "-" ? "standard input" : printable(path)
    var isFolder: ObjCBool = false
    if path != "-" {
      guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
        throw Failure(.unreadable, "\(shown): no such file\(nearFiles(path))")
      }
      guard !isFolder.boolValue else {
        throw Failure(.unreadable, "\(shown): is a folder, not a file")
      }
    }
    let handle = path == "-" ? FileHandle.standardInput : FileHandle(forReadingAtPath: path)
    guard let handle else { throw Failure(.unreadable, "\(shown): cannot be read") }
    var data = Data()
    do {
      while let chunk = try handle.read(upToCount: 1 << 20), !chunk.isEmpty {
        guard !chunk.contains(0) else {
          throw Failure(.unreadable, "\(shown): is binary, not text")
        }
        data.append(chunk)
        guard data.count <= limit else {
          throw Failure(.unreadable, "\(shown): larger than \(limit / 1_000_000) MB")
        }
      }
    } catch let failure as Failure {
      throw failure
    } catch {
      throw Failure(.unreadable, "\(shown): \(error.localizedDescription)")
    }
    guard let text = String(data: data, encoding: .utf8) else {
      throw Failure(.unreadable, "\(shown): not UTF-8 text")
    }
    return text
  }

  /// A hint at files beside a name that is none.
  static func nearFiles(_ path: String) -> String {
    let files =
      (try? FileManager.default.contentsOfDirectory(atPath: ".").filter {
        $0.hasSuffix(".txt") || $0.hasSuffix(".toml")
      }) ?? []
    let near = Naming.nearest(to: path, among: files, count: 2)
    return near.isEmpty
      ? "" : ", did you mean \(near.map { printable($0) }.joined(separator: " or "))?"
  }
}

/// A stream of text that is written as it comes.
final class Output {
  private let descriptor: Int32
  private let name: String
  private var buffer: [UInt8] = []
  /// The bytes that reached their place.
  private(set) var sent = 0

  /// Standard output.
  init() {
    descriptor = FileHandle.standardOutput.fileDescriptor
    name = "standard output"
  }

  /// A file; an existing one is replaced only where `isNew` is false.
  init(path: String, isNew: Bool = false) throws {
    // A limit on the size of files is an error to report, not an end.
    signal(SIGXFSZ, SIG_IGN)
    let flags = O_WRONLY | O_CREAT | (isNew ? O_EXCL : O_TRUNC)
    descriptor = open(path, flags, 0o644)
    name = path
    guard descriptor >= 0 else {
      throw Failure(.cannotWrite, "\(printable(path)): \(String(cString: strerror(errno)))")
    }
  }

  /// Where an option wants it: a file, or standard output for `-` and for none.
  ///
  /// A file that is there stays as it is: what is in it may exist nowhere else.
  static func to(_ path: String?) throws -> Output {
    guard let path, path != "-" else { return Output() }
    var about = stat()
    let isThere = lstat(path, &about) == 0
    guard !isThere || about.st_mode & S_IFMT != S_IFREG else {
      throw Failure(
        .cannotWrite, "\(printable(path)): there already, and nothing is written over another file")
    }
    return try Output(path: path, isNew: !isThere)
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
        Foundation.write(descriptor, $0.baseAddress, $0.count)
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
    if descriptor > 2 { _ = Foundation.close(descriptor) }
  }

  /// Sends the rest and closes a file.
  func close() throws {
    try flush()
    if descriptor > 2, Foundation.close(descriptor) != 0 {
      throw Failure(.cannotWrite, "\(printable(name)): \(String(cString: strerror(errno)))")
    }
  }
}
