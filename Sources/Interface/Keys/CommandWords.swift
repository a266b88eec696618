import Optimizers

extension Command {
  /// The word by which a configuration names the command.
  public var word: String {
    switch self {
    case .play: return "play"
    case .step(let count):
      let size = abs(count) == 1 ? "step" : "steps-\(abs(count))"
      return size + (count < 0 ? "-back" : "-forward")
    case .rewind: return "rewind"
    case .finish: return "finish"
    case .note(let move): return Command.neighbour("note", move)
    case .scene(let move): return Command.neighbour("scene", move)
    case .writeNote: return "write-note"
    case .speed(let faster): return faster ? "faster" : "slower"
    case .focus(let index): return "panel-\(index + 1)"
    case .focusNext(let move): return Command.neighbour("panel", move)
    case .pick(let kind): return "pick-\(kind.rawValue)"
    case .nextOptimizer(let move): return Command.neighbour("optimizer", move)
    case .nextSurface(let move): return Command.neighbour("surface", move)
    case .addPanel: return "add-panel"
    case .removePanel: return "remove-panel"
    case .turn(let role, let up): return role.key.rawValue + (up ? "-up" : "-down")
    case .select(let move): return Command.neighbour("knob", move)
    case .turnSelected(let up): return up ? "knob-up" : "knob-down"
    case .scope: return "all-panels"
    case .fromHere: return "from-here"
    case .moveStart: return "move-start"
    case .zoom(let closer): return closer ? "zoom-in" : "zoom-out"
    case .pan(let x, let y):
      return x < 0 ? "pan-left" : x > 0 ? "pan-right" : y < 0 ? "pan-down" : "pan-up"
    case .fit: return "fit"
    case .quantity: return "chart"
    case .levels: return "levels"
    case .oneMap: return "overlay"
    case .arrows: return "arrows"
    case .why: return "why"
    case .theory: return "theory"
    case .atlas: return "atlas"
    case .basins: return "basins"
    case .data: return "data"
    case .batch: return "batch"
    case .seeds: return "seeds"
    case .measure: return "atlas-question"
    case .relief: return "relief"
    case .theme: return "theme"
    case .mouse: return "mouse"
    case .line: return "command-line"
    case .record: return "record"
    case .fork: return "fork"
    case .picture: return "picture"
    case .undo: return "undo"
    case .redo: return "redo"
    case .help: return "help"
    case .redraw: return "redraw"
    case .suspend: return "suspend"
    case .quit: return "quit"
    }
  }

  private static func neighbour(_ what: String, _ move: Int) -> String {
    what + (move < 0 ? "-before" : "-next")
  }
}
