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
    var saving: (file: Saving, fork: Origin?)?
    while true {
      model.saved = saving?.file.share
      let scene = Screen.scene(
        of: model, columns: terminal.columns, rows: terminal.rows, glyphs: terminal.glyphs,
        memory: &memory)
      terminal.useMouse(model.stage.usesMouse)
      if let theme = Theme.named(model.stage.theme) { terminal.use(theme) }
      terminal.show(scene.grid())
      // While nothing moves there is nothing to compute: the wait has no end of its own.
      let isMoving = model.stage.isPlaying && model.stage.mode != .help
      let isBusy = model.computation != nil || saving != nil
      let inputs = terminal.wait(seconds: isBusy ? 0 : isMoving ? 1 / framesPerSecond : nil)
      // A frame shows how far a long computation is; keys come between its slices.
      let frameEnd = ContinuousClock.now + .milliseconds(25)
      while inputs.isEmpty, model.computation != nil, ContinuousClock.now < frameEnd {
        model.compute()
      }
      if inputs.isEmpty { saving?.file.advance() }
      if let (file, fork) = saving, let words = file.words {
        saving = nil
        model.message = words
        if let fork, let path = file.path { model.keep(fork, asFile: path) }
      }
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
        case .hangup:
          saving?.file.giveUp()
          return
        case .end(let signal):
          saving?.file.giveUp()
          terminal.die(bySignal: signal)
          return
        case .key("escape") where saving != nil && model.computation == nil:
          saving?.file.giveUp()
        case .key(let key):
          let effect = model.press(key)
          switch effect {
          case .quit:
            // A record that was asked for is written to its end.
            saving?.file.finish()
            return
          case .record, .fork:
            // One at a time: what is being written is written first.
            saving?.file.finish()
            saving = (Saving(run: model), effect == .fork ? model.asOrigin : nil)
          case .picture:
            model.message =
              Saving(
                picture: scene, of: model, theme: Theme.named(model.stage.theme) ?? .night
              ).words
          case .redraw: terminal.forget()
          case .suspend: terminal.suspend()
          case nil: continue
          }
        }
      }
    }
  }
}
