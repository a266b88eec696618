import Documents
import SystemLibrary

/// Where messages go, so that piped data stays clean.
enum StandardError {
  static func write(_ words: String) {
    let text = printableLines(words)
    // Where nobody can be told there is nothing more to do.
    _ = Array(text.utf8).withUnsafeBytes { SystemLibrary.write(2, $0.baseAddress, $0.count) }
  }
}

/// One line on a terminal that says how far something has come that takes longer than a second.
struct ProgressLine: Sendable {
  private let start = ContinuousClock.now

  private var isDue: Bool {
    isatty(STDERR_FILENO) == 1 && ContinuousClock.now - start > .seconds(1)
  }

  /// Puts words in the place of those before.
  func tell(_ words: @autoclosure () -> String) { if isDue { put(printable(words())) } }

  /// Takes the line away.
  func end() { if isDue { put("") } }

  private func put(_ words: String) {
    _ = Array("\r\u{1B}[K\(words)".utf8).withUnsafeBytes {
      SystemLibrary.write(STDERR_FILENO, $0.baseAddress, $0.count)
    }
  }
}
