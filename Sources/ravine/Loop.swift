import Drawing
import Foundation
import Interface
import Landscapes
import Terminal
import Trajectories

/// The one loop: wait, update, draw.
enum Loop {
  /// How many frames a second are drawn while playing.
  private static let framesPerSecond = 30.0

  static func run(_ opened: Model, _ look: LookOptions) throws {
    var model = opened
    var terminal = try Terminal(
      theme: look.chosenTheme, depth: look.depth, asciiOnly: look.ascii)
    var memory = TerrainMemory()
    if terminal.isFallback {
      model.message = "TERM is unknown here; drawing as for xterm-256color"
    }
    var last = ContinuousClock.now
    while true {
      let scene = Screen.scene(
        of: model, columns: terminal.columns, rows: terminal.rows, glyphs: terminal.glyphs,
        memory: &memory)
      terminal.useMouse(model.stage.usesMouse)
      if let theme = Theme.named(model.stage.theme) { terminal.use(theme) }
      terminal.show(scene.grid())
      // While nothing moves there is nothing to compute: the wait has no end of its own.
      let isMoving = model.stage.isPlaying && model.stage.mode != .help
      let inputs = terminal.wait(seconds: isMoving ? 1 / framesPerSecond : nil)
      let now = ContinuousClock.now
      if isMoving {
        let (seconds, attoseconds) = (now - last).components
        // A pause of the process is no time to make up for.
        model.pass(seconds: min(0.5, Double(seconds) + Double(attoseconds) * 1e-18))
      }
      last = now
      for input in inputs {
        switch input {
        case .resized: continue
        case .mouse(let action, let column, let row):
          let pointing: Model.Pointing
          switch action {
          case .press: pointing = .press
          case .drag: pointing = .drag
          case .release: pointing = .release
          case .wheelUp: pointing = .wheel(closer: true)
          case .wheelDown: pointing = .wheel(closer: false)
          }
          model.point(
            pointing, column: column, row: row, columns: terminal.columns, rows: terminal.rows)
        case .hangup: return
        case .end(let signal):
          terminal.die(bySignal: signal)
          return
        case .key(let key):
          switch model.press(key) {
          case .quit: return
          case .record: model.message = Saving.record(model.race)
          case .picture:
            model.message = Saving.picture(
              scene, of: model.race, theme: Theme.named(model.stage.theme) ?? .night)
          case .redraw: terminal.forget()
          case .suspend: terminal.suspend()
          case nil: continue
          }
        }
      }
    }
  }
}

/// Writes files from within the interactive program: never over another, never ending it.
enum Saving {
  /// Writes the race to a new file and says so.
  static func record(_ race: Race) -> String {
    save(race, ending: "txt", verb: "recorded") { output in
      try RunWriter(race).write { try output.write($0) }
    }
  }

  /// Writes the screen to a new SVG file and says so.
  static func picture(_ scene: Scene, of race: Race, theme: Theme) -> String {
    save(race, ending: "svg", verb: "saved") { output in
      try output.write(scene.svg(theme: theme, title: "ravine: \(race.surface.name)"))
    }
  }

  private static func save(
    _ race: Race, ending: String, verb: String, _ write: (Output) throws -> Void
  ) -> String {
    let words = race.surface.name.lowercased().map { $0.isLetter || $0.isNumber ? $0 : "-" }
    let name = String(words.prefix(60)).split(separator: "-").joined(separator: "-")
    for number in 1...9999 {
      let path = "ravine-\(name.isEmpty ? "f" : name)-\(number).\(ending)"
      if FileManager.default.fileExists(atPath: path) { continue }
      do {
        let output = try Output(path: path, isNew: true)
        try write(output)
        try output.close()
        return "\(verb) \(path)"
      } catch {
        return "not \(verb): \(error)"
      }
    }
    return "not \(verb): there are already 9999 files ravine-\(name)-N.\(ending)"
  }
}
