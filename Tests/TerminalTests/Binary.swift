import Foundation
import Testing

/// The real program, run as a user runs it.
enum Binary {
  /// The binary that was built beside the tests, or the one that `RAVINE_BINARY` names: one built
  /// for release, or with a sanitizer.
  static let path: String = {
    if let path = ProcessInfo.processInfo.environment["RAVINE_BINARY"] {
      return URL(fileURLWithPath: path).path
    }
    let tests = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
    return tests.appendingPathComponent("ravine").path
  }()

  struct Outcome {
    var status: Int32
    var output: String
    var errors: String
  }

  /// Runs a program to its end.
  static func run(
    program: String = path, _ arguments: [String], input: String? = nil, in folder: URL? = nil,
    environment: [String: String] = [:], isServer: Bool = false
  ) throws -> Outcome {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    let (output, errors, entry) = (Pipe(), Pipe(), Pipe())
    // A server that stays behind would keep the pipes open for ever.
    process.standardOutput = isServer ? FileHandle.nullDevice : output
    process.standardError = isServer ? FileHandle.nullDevice : errors
    process.standardInput = input == nil ? FileHandle.nullDevice : entry
    try process.run()
    if let input {
      entry.fileHandleForWriting.write(Data(input.utf8))
      try entry.fileHandleForWriting.close()
    }
    if isServer {
      process.waitUntilExit()
      return Outcome(status: process.terminationStatus, output: "", errors: "")
    }
    // Small programs print little to the second stream, so reading one after the other is safe.
    let text = output.fileHandleForReading.readDataToEndOfFile()
    let words = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return Outcome(
      status: process.terminationStatus, output: String(decoding: text, as: UTF8.self),
      errors: String(decoding: words, as: UTF8.self))
  }

  /// A new empty folder that is gone after the body.
  static func withFolder<Result>(_ body: (URL) throws -> Result) throws -> Result {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("ravine-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(folder)
  }
}

/// A real terminal of a given size, in which a shell runs.
final class Tmux {
  /// The tests look for Greek letters, so they do not depend on the locale they are started in.
  private static let locale = ["LC_ALL": "C.UTF-8"]

  private let socket = "ravine-\(UUID().uuidString)"

  init(columns: Int, rows: Int, folder: URL, environment: [String: String] = [:]) throws {
    var arguments = [
      "-L", socket, "-f", "/dev/null", "new-session", "-d", "-x", "\(columns)", "-y", "\(rows)",
      "-c", folder.path,
    ]
    // Nobody's first start, unless a test asks for one.
    let variables = ["XDG_STATE_HOME": "/nonexistent"]
      .merging(Colours.current.variables) { $1 }.merging(environment) { $1 }
    for (key, value) in variables {
      arguments += ["-e", "\(key)=\(value)"]
    }
    // The server must inherit none of the descriptors by which the end of its starter is noticed.
    let closing = """
      for file in /proc/$$/fd/*; do n=${file##*/}; [ "$n" -gt 2 ] && eval "exec $n>&-"; done
      exec tmux "$@"
      """
    _ = try Binary.run(
      program: "/bin/bash", ["-c", closing, "tmux"] + arguments + ["sh"],
      environment: Tmux.locale, isServer: true)
    try tmux("set", "-g", "status", "off")
    try tmux("resize-window", "-x", "\(columns)", "-y", "\(rows)")
  }

  deinit { _ = try? Binary.run(program: "/usr/bin/env", ["tmux", "-L", socket, "kill-server"]) }

  @discardableResult
  func tmux(_ arguments: String...) throws -> String {
    try Binary.run(
      program: "/usr/bin/env", ["tmux", "-L", socket] + arguments, environment: Tmux.locale
    ).output
  }

  /// Types keys by tmux's names.
  func type(_ keys: String...) throws {
    for key in keys { try tmux("send-keys", key) }
  }

  /// Types a command line and Enter.
  func enter(_ line: String) throws {
    try tmux("send-keys", "-l", line)
    try tmux("send-keys", "Enter")
  }

  /// What the screen shows.
  var screen: String { get throws { try tmux("capture-pane", "-p") } }

  /// A cell of the screen as a reader sees it.
  struct Seen: Equatable {
    var character: Character
    /// The parts of the style that are on: of a blank only what lies behind it shows.
    var style: Set<String>
  }

  /// What the screen shows with its colours, row by row, without the blanks at the end of rows.
  func cells() throws -> [[Seen]] {
    var style: [String: String] = [:]
    return try tmux("capture-pane", "-e", "-p").split(separator: "\n").map { line in
      var row: [Seen] = []
      var rest = line
      while let character = rest.popFirst() {
        guard character == "\u{1B}" else {
          let kinds = character == " " ? ["paper", "reverse"] : Array(style.keys)
          row.append(
            Seen(character: character, style: Set(kinds.compactMap { kind in style[kind] })))
          continue
        }
        var numbers = rest.dropFirst().prefix { $0 != "m" }.split(separator: ";").map(String.init)
        rest = rest.drop { $0 != "m" }.dropFirst()
        while let first = numbers.first, let code = Int(first) {
          let length = code == 38 || code == 48 ? 3 : 1
          let words = numbers.prefix(length).joined(separator: ";")
          switch code {
          case 0: style = [:]
          case 39: style["ink"] = nil
          case 49: style["paper"] = nil
          case 27: style["reverse"] = nil
          case 7: style["reverse"] = words
          case 30...38, 90...97: style["ink"] = words
          case 40...48, 100...107: style["paper"] = words
          default: style["\(code)"] = words
          }
          numbers.removeFirst(min(length, numbers.count))
        }
      }
      while row.last?.character == " " { row.removeLast() }
      return row
    }
  }

  /// Waits until the screen is as wanted.
  @discardableResult
  func wait(
    for what: String, seconds: Double = 30, until isRight: (String) -> Bool,
    at location: SourceLocation = #_sourceLocation
  ) throws -> String {
    let end = Date(timeIntervalSinceNow: seconds)
    var last = ""
    repeat {
      last = try screen
      if isRight(last) { return last }
    } while Date() < end
    Issue.record("waited in vain for \(what); the screen is:\n\(last)", sourceLocation: location)
    return last
  }
}
