import Foundation
import Testing

/// One run of the interactive program in a real terminal, from a shell and back to it.
enum Session {
  static func run(
    columns: Int = 120, rows: Int = 40, arguments: String = "",
    environment: [String: String] = [:],
    _ body: (Tmux, URL) throws -> Void
  ) throws {
    try Binary.withFolder { folder in
      let terminal = try Tmux(
        columns: columns, rows: rows, folder: folder, environment: environment)
      try terminal.enter("stty -g > before; echo ready-$((40+2))")
      try terminal.wait(for: "the shell") { $0.contains("ready-42") }
      try terminal.enter("'\(Binary.path)' \(arguments); echo status-$?")
      try terminal.wait(for: "the key bar") { $0.contains("quit") && $0.contains("ravine") }
      try body(terminal, folder)
    }
  }

  /// Leaves with `q` and checks that the terminal is as it was.
  static func leave(_ terminal: Tmux, _ folder: URL, status: String? = "status-0") throws {
    try terminal.wait(for: "the shell's own screen") {
      $0.contains("ready-42") && (status.map($0.contains) ?? true)
        && !$0.contains("loss, log scale")
    }
    try terminal.enter("stty -g > after; cmp before after && echo same-$((40+2))")
    try terminal.wait(for: "the same modes") { $0.contains("same-42") }
    #expect(try terminal.tmux("display-message", "-p", "#{cursor_flag}") == "1\n")
    #expect(try terminal.tmux("display-message", "-p", "#{alternate_on}") == "0\n")
  }
}
