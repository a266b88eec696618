import Documents
import Foundation
import Testing

/// What compare_with_tomllib.py wrote: texts with what another reader made of them.
struct TomlCases: Sequence, IteratorProtocol {
  private let bytes: [UInt8]
  private var index = 0

  init(path: String) throws {
    bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
  }

  /// The next text with its expected line.
  mutating func next() -> (text: String, expected: String)? {
    guard let text = piece(), let expected = piece() else { return nil }
    return (text, expected)
  }

  /// A text behind its length in four bytes, the least first.
  private mutating func piece() -> String? {
    guard index + 4 <= bytes.count else { return nil }
    let length = (0..<4).reduce(0) { $0 | Int(bytes[index + $1]) << (8 * $1) }
    guard index + 4 + length <= bytes.count else { return nil }
    defer { index += 4 + length }
    return String(decoding: bytes[index + 4..<index + 4 + length], as: UTF8.self)
  }
}

private let casesPath = ProcessInfo.processInfo.environment["RAVINE_TOML_CASES"]

@Suite(.enabled(if: casesPath != nil)) struct TomlComparisonTests {
  @Test func `another reader makes the same of every text`() throws {
    var count = 0
    var disagreements = 0
    for (text, expected) in try TomlCases(path: try #require(casesPath)) {
      count += 1
      let line = TomlRendering.line(of: text)
      guard !line.utf8.elementsEqual(expected.utf8) else { continue }
      disagreements += 1
      if disagreements <= 20 {
        Issue.record("\(text.debugDescription)\n  here: \(line)\n  expected: \(expected)")
      }
    }
    #expect(count > 0 && disagreements == 0)
    print("\(count) texts compared, \(disagreements) disagreements")
  }
}
