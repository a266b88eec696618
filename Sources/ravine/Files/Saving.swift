import Drawing
import Interface
import Landscapes
import SystemLibrary
import Trajectories

/// A file that the interactive program writes: a new one, never over another; what fails is told
/// and ends nothing.
struct Saving {
  /// What is said at the end.
  private(set) var words: String?
  /// The file, where it was written whole.
  private(set) var path: String?
  private var name = ""
  private var output: Output?
  private var lines: RunLines?
  private var verb: String

  /// Whether it is over, well or badly.
  var isFinished: Bool { words != nil }

  /// How much is done, from 0 to 1.
  var share: Double { lines?.share ?? 1 }

  /// Begins to write a race as a run file.
  init(run model: Model) {
    verb = "recorded"
    begin(model.race, ending: "txt")
    guard output != nil else { return }
    do {
      lines = try RunLines(RunWriter(model.race, parent: model.track.parent))
    } catch {
      words = "not recorded: \(error)"
    }
  }

  /// Writes a screen as SVG.
  init(picture scene: Sheet, of model: Model, theme: Theme) {
    verb = "saved"
    begin(model.race, ending: "svg")
    attempt { output in
      try output.write(scene.svg(theme: theme, title: "ravine: \(model.race.surface.name)").text)
    }
    close()
  }

  /// Writes some more, a few milliseconds long.
  mutating func advance() {
    guard !isFinished else { return }
    let end = ContinuousClock.now + .milliseconds(20)
    // A copy, which is cheap: who writes must not hold all of this.
    var rest = lines
    lines = nil
    attempt { output in
      while let line = rest?.next() {
        try output.write(line)
        if ContinuousClock.now > end { return }
      }
      rest = nil
    }
    lines = rest
    if lines == nil { close() }
  }

  /// Writes all that is left.
  mutating func finish() {
    while !isFinished { advance() }
  }

  /// Stops writing; what is on the disk is a valid file up to its last row.
  mutating func giveUp() {
    guard !isFinished else { return }
    lines = nil
    attempt { try $0.flush() }
    output?.abandon()
    // Nothing of a run is no run.
    if output?.sent == 0 { unlink(name) }
    words = words ?? "\(verb) only in part: \(name), given up at \(Int(share * 100)) %"
  }

  /// Opens a new file whose name tells the surface.
  private mutating func begin(_ race: Race, ending: String) {
    let letters = race.surface.name.lowercased().map { $0.isLetter || $0.isNumber ? $0 : "-" }
    let joined = String(letters.prefix(60)).split(separator: "-").joined(separator: "-")
    let stem = "ravine-\(joined.isEmpty ? "f" : joined)"
    for number in 1...9999 {
      name = "\(stem)-\(number).\(ending)"
      do {
        output = try Output(new: name)
      } catch is Output.Exists {
        // Perhaps made by another program a moment ago.
        continue
      } catch {
        words = "not \(verb): \(error)"
      }
      return
    }
    words = "not \(verb): there are already 9999 files \(stem)-N.\(ending)"
  }

  private mutating func attempt(_ body: (Output) throws -> Void) {
    guard let output, words == nil else { return }
    do {
      try body(output)
    } catch {
      output.abandon()
      // A run is a valid file up to its last whole line, so what reached the disk stays; half a
      // picture is nothing.
      if output.sent > 0, verb == "recorded" {
        words = "\(verb) only in part: \(error)"
      } else {
        unlink(name)
        words = "not \(verb): \(error)"
      }
    }
  }

  private mutating func close() {
    attempt { try $0.close() }
    guard words == nil else { return }
    words = "\(verb) \(name)"
    path = name
  }
}
