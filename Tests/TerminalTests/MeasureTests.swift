import Foundation
import Testing

/// The figures of docs/reliability.md, printed.
///
/// They mean something for a release build on a quiet machine, so they are taken where
/// `RAVINE_MEASURE` asks for them.
@Suite(
  .serialized, .timeLimit(.minutes(10)),
  .enabled(if: ProcessInfo.processInfo.environment["RAVINE_MEASURE"] != nil))
struct MeasureTests {
  private static let eight = [
    "momentum", "nesterov", "adam", "rmsprop", "lion", "nadam", "adagrad", "yogi",
  ].flatMap { ["--optimizer", $0] }

  private func milliseconds(since start: ContinuousClock.Instant) -> Double {
    let (seconds, attoseconds) = (ContinuousClock.now - start).components
    return Double(seconds) * 1000 + Double(attoseconds) * 1e-15
  }

  /// How long the first bytes after each key take, and how long the longest took.
  private func latencies(_ terminal: Pseudoterminal, keys: [String]) -> (
    median: Double, worst: Double
  ) {
    var times: [Double] = []
    for key in keys {
      // Silence first, so that what comes is an answer.
      var last = -1
      let limit = Date(timeIntervalSinceNow: 5)
      while last != terminal.received.count, Date() < limit {
        last = terminal.received.count
        terminal.pump(milliseconds: 60)
      }
      let start = ContinuousClock.now
      terminal.type(key)
      let place = terminal.received.count
      terminal.wait(for: "an answer", seconds: 10) { terminal.received.count > place }
      times.append(milliseconds(since: start))
      print("  \(key) \(times.last ?? 0)")
    }
    times.sort()
    return (times[times.count / 2], times.last ?? 0)
  }

  @Test func `keys`() throws {
    let plain = try Pseudoterminal(["--at", "200"], columns: 120, rows: 40)
    plain.wait(forText: "quit")
    let usual = latencies(plain, keys: Array(repeating: ["b", "B"], count: 20).flatMap { $0 })
    print("a key, 3 × 400 steps, 120×40: median \(usual.median) ms, worst \(usual.worst) ms")
    #expect(usual.median < 50)
    let much = try Pseudoterminal(
      MeasureTests.eight + ["--steps", "100000", "--at", "100000"], columns: 168, rows: 48)
    much.wait(forText: "quit")
    let long = latencies(
      much, keys: ["b", "B", "e", "E", "tab", "v", "y", "t", "m", "m", "c", "c"])
    print("a key, 8 × 100,000 steps, 168×48: median \(long.median) ms, worst \(long.worst) ms")
    #expect(long.median < 50)
    // While the paths are being computed, which takes a while: keys are answered beside it.
    var times: [Double] = []
    for _ in 0..<10 {
      let busy = try Pseudoterminal(
        MeasureTests.eight + ["--steps", "1000000", "--at", "20"], columns: 168, rows: 48)
      busy.wait(forText: "computing")
      let place = busy.received.count
      let start = ContinuousClock.now
      busy.type("?")
      busy.wait(forText: "goes back", from: place)
      times.append(milliseconds(since: start))
      kill(busy.process, SIGKILL)
    }
    times.sort()
    print("a key while computing: median \(times[5]) ms, worst \(times[9]) ms")
    #expect(times[5] < 50)
  }

  @Test func `frames in true colour`() throws {
    for (words, arguments) in [
      ("maps", ["--at", "200"]), ("the relief", ["--at", "200", "--relief"]),
    ] {
      let terminal = try Pseudoterminal(
        arguments + ["--color", "truecolor"], columns: 200, rows: 50)
      terminal.wait(forText: "quit")
      // A knob leaves the terrain as it is; zooming needs another.
      let warm = latencies(terminal, keys: Array(repeating: ["b", "B"], count: 10).flatMap { $0 })
      let cold = latencies(terminal, keys: Array(repeating: ["z", "Z"], count: 10).flatMap { $0 })
      print("\(words), 200×50, three racers: a key \(warm.median) ms, at worst \(warm.worst) ms")
      print("  with new terrain \(cold.median) ms, at worst \(cold.worst) ms")
      #expect(warm.median < 50 && cold.median < 50)
    }
  }

  @Test(arguments: ["256", "truecolor"])
  func `bytes`(color: String) throws {
    let terminal = try Pseudoterminal(
      ["--steps", "2000", "--color", color], columns: 120, rows: 40)
    terminal.wait(forText: "quit")
    terminal.pump(milliseconds: 500)
    print("\(color): first screen, 120×40: \(terminal.received.count) bytes")
    terminal.pump(milliseconds: 1000)
    let place = terminal.received.count
    let end = Date(timeIntervalSinceNow: 5)
    while Date() < end { terminal.pump() }
    print(
      "playing, 120×40: \((terminal.received.count - place) / 150) bytes a frame of 30 a second")
    terminal.type(" ")
    var last = -1
    while last != terminal.received.count {
      last = terminal.received.count
      terminal.pump(milliseconds: 300)
    }
    let quiet = terminal.received.count
    terminal.pump(milliseconds: 5000)
    print("idle for 5 s: \(terminal.received.count - quiet) bytes")
    let text = try String(contentsOfFile: "/proc/\(terminal.process)/status", encoding: .utf8)
    let memory = text.split(separator: "\n").first { $0.hasPrefix("VmHWM") } ?? ""
    print("memory at most: \(memory.dropFirst(6))")
    #expect(terminal.received.count == quiet)
  }
}
