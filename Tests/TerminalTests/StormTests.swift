import Foundation
import Testing

/// Storms of sizes, keys and bytes on the real program.
///
/// The environment lengthens them: `RAVINE_SIZES` and `RAVINE_KEYS` are how many of each are sent.
@Suite(.serialized, .timeLimit(.minutes(60)), .eachColours) struct StormTests {
  private static func count(_ name: String, usually count: Int) -> Int {
    ProcessInfo.processInfo.environment[name].flatMap { Int($0) } ?? count
  }

  /// Leaves whatever mode the program is in and quits.
  private func leave(_ terminal: Pseudoterminal, at location: SourceLocation = #_sourceLocation) {
    terminal.resize(columns: 100, rows: 30)
    // Escape closes lines and moves, any key closes the others, and a second q is never needed.
    terminal.wait(for: "the end", seconds: 60, at: location) {
      terminal.type("\u{1B}")
      terminal.pump(milliseconds: 400)
      terminal.type("q")
      terminal.pump(milliseconds: 100)
      return terminal.end != nil
    }
    #expect(terminal.end == .exited(0), sourceLocation: location)
    #expect(terminal.hasItsModes, sourceLocation: location)
  }

  @Test func `a storm of sizes from 1×1 to 500×200 loses no state`() throws {
    try Binary.withFolder { folder in
      let terminal = try Pseudoterminal(["--at", "100"], folder: folder)
      terminal.wait(forText: "quit")
      terminal.type("bb")
      var random = Shaker(seed: 7)
      for number in 0..<StormTests.count("RAVINE_SIZES", usually: 300) {
        let isExtreme = number % 10 == 0
        let columns = isExtreme ? [1, 500, 2, 40][number / 10 % 4] : random.below(220) + 1
        let rows = isExtreme ? [1, 200, 3, 14][number / 10 % 4] : random.below(80) + 1
        terminal.resize(columns: columns, rows: rows)
        terminal.pump(milliseconds: Int32(random.below(12)))
      }
      terminal.resize(columns: 120, rows: 40)
      terminal.type("r")
      terminal.wait(forText: "recorded ravine-rosenbrock-1.txt", seconds: 60)
      let text = try String(
        contentsOf: folder.appendingPathComponent("ravine-rosenbrock-1.txt"), encoding: .utf8)
      #expect(text.contains("# rule = \"momentum\"\n# eta = 0.001\n# beta = 0.98\n"))
      leave(terminal)
    }
  }

  /// Keys that leave or stop the program, or fill the disk with records and pictures.
  private static let avoided = Set("qrpF\u{3}\u{1A}\u{1C}")

  private static let sequences = [
    "\u{1B}[A", "\u{1B}[B", "\u{1B}[C", "\u{1B}[D", "\u{1B}OA", "\u{1B}[1;2C", "\u{1B}[5~",
    "\u{1B}[6~", "\u{1B}[H", "\u{1B}[F", "\u{1B}[Z", "\u{1B}OP", "\u{7F}", "\r", "\t", " ",
    "\u{12}",
    "\u{1B}", "\u{1B}[<0;30;10M", "\u{1B}[<32;33;12M", "\u{1B}[<0;33;12m", "\u{1B}[<64;9;9M",
    "\u{C}", ":view 1:2\r", ":step 9\r", ":formula x^\r", ":surface himmelblau\r", ":note η\r",
  ]

  @Test(arguments: [["--mouse"], ["lecture", "edge"], ["--ascii", "--color", "never"]])
  func `a storm of keys never harms it`(arguments: [String]) throws {
    try Binary.withFolder { folder in
      let terminal = try Pseudoterminal(arguments, folder: folder)
      terminal.wait(forText: "quit")
      var random = Shaker(seed: 11)
      let letters = (33..<127).compactMap { Unicode.Scalar($0).map(Character.init) }
        .filter { !StormTests.avoided.contains($0) }.map(String.init)
      for number in 0..<StormTests.count("RAVINE_KEYS", usually: 1500) / 3 {
        let pool = random.below(4) == 0 ? StormTests.sequences : letters
        terminal.type(pool[random.below(pool.count)])
        if number % 50 == 0 {
          terminal.resize(columns: random.below(200) + 1, rows: random.below(60) + 1)
          terminal.pump()
        }
        guard terminal.end == nil else { break }
      }
      #expect(terminal.end == nil)
      leave(terminal)
    }
  }

  @Test func `a storm of bytes never harms it`() throws {
    try Binary.withFolder { folder in
      let terminal = try Pseudoterminal(folder: folder)
      terminal.wait(forText: "quit")
      var random = Shaker(seed: 13)
      let allowed = (0...255).map { UInt8($0) }
        .filter { !StormTests.avoided.contains(Character(Unicode.Scalar($0))) }
      for number in 0..<StormTests.count("RAVINE_KEYS", usually: 1500) {
        terminal.type([allowed[random.below(allowed.count)]])
        if number % 100 == 0 { terminal.pump() }
        guard terminal.end == nil else { break }
      }
      #expect(terminal.end == nil)
      leave(terminal)
    }
  }
}

/// The same numbers every time.
private struct Shaker {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func below(_ bound: Int) -> Int {
    // Knuth's MMIX generator; its high bits are good enough to shake a program.
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % bound
  }
}
