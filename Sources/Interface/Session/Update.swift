import Documents
import Drawing
import Landscapes
import Optimizers
import Trajectories

extension Model {
  /// Answers a key.
  ///
  /// - Returns: what the program around the model has to do, or nil.
  public mutating func press(_ key: Key) -> Effect? {
    message = nil
    switch stage.mode {
    case .help:
      if key == "q" { return .quit }
      if ["?", "f1", "escape", "enter", "space"].contains(key) { stage.mode = .race }
      return nil
    case .moveStart(let before):
      return moveStart(key, before: before)
    case .line(let text): return typed(key, after: text)
    case .whereabouts:
      stage.mode = .race
      return nil
    case .race:
      if key == "escape", computation != nil {
        giveUp()
        return nil
      }
      guard let command = keys.command(for: key) else { return nil }
      return perform(command)
    }
  }

  /// Carries out a command.
  public mutating func perform(_ command: Command) -> Effect? {
    switch command {
    case .play, .step, .rewind, .finish, .speed: playback(command)
    case .focus(let index):
      if race.racers.indices.contains(index) { stage.focus = index }
    case .focusNext(let move):
      stage.focus = (stage.focus + move + race.racers.count) % race.racers.count
    case .nextOptimizer(let move): nextOptimizer(move)
    case .nextSurface(let move): nextSurface(move)
    case .addPanel: addPanel()
    case .removePanel: removePanel()
    case .turn(let role, let up): turn(role.key, up: up)
    case .select(let move): select(move)
    case .turnSelected(let up):
      switch stage.selection {
      case .knob(let key): turn(key, up: up)
      case .parameter(let name): turnParameter(name, up: up)
      }
    case .scope:
      stage.actsOnAll.toggle()
      message = stage.actsOnAll ? "knobs act on all panels" : "knobs act on this panel"
    case .fromHere:
      stage.actsFromHere.toggle()
      message =
        stage.actsFromHere ? "knobs act from the shown step on" : "knobs act from the start"
    case .moveStart:
      stage.mode = .moveStart(before: race.start)
      message = "arrows move the start, Enter keeps it, Esc puts it back"
    case .zoom(let closer):
      stage.view = view.scaled(by: closer ? 0.75 : 4.0 / 3, about: focusPoint)
      if stage.view?.isUsable != true { stage.view = nil }
    case .pan(let x, let y) where stage.relief != nil: turnRelief(x, y)
    case .pan(let x, let y):
      let move = Vector(Double(x), Double(y)) * view.size / 8
      let moved = View(low: view.low + move, high: view.high + move)
      if moved.isUsable { stage.view = moved }
    case .fit: stage.view = nil
    case .quantity: nextQuantity()
    case .levels:
      let now = stage.levels ?? race.surface.levels
      stage.levels = now == .log ? .linear : .log
      message = "contour levels: \(stage.levels == .log ? "logarithmic" : "linear")"
    case .oneMap: stage.isOneMap.toggle()
    case .arrows: stage.showsArrows.toggle()
    case .why: stage.pane = stage.pane == .why ? nil : .why
    case .theory: stage.pane = stage.pane == .theory ? nil : .theory
    case .relief: stage.relief = stage.relief == nil ? Stage.ReliefAngle() : nil
    case .undo: undo()
    case .redo: redo()
    case .help: stage.mode = .help
    case .mouse:
      stage.usesMouse.toggle()
      message =
        stage.usesMouse
        ? "click or drag sets the start, the wheel zooms; Shift-drag selects text"
        : "the mouse is the terminal's"
    case .note(let move) where walk != nil: walkLecture(forward: move > 0)
    case .scene(let move): walkLecture(forward: move > 0)
    case .note(let move): nextNote(move)
    case .writeNote: stage.mode = .line("note ")
    case .line: stage.mode = .line("")
    case .theme:
      let index = Theme.all.firstIndex { $0.name == stage.theme } ?? 0
      stage.theme = Theme.all[(index + 1) % Theme.all.count].name
      message = "theme \(stage.theme)"
    case .record: return .record
    case .fork: return .fork
    case .picture: return .picture
    case .redraw: return .redraw
    case .suspend: return .suspend
    case .quit: return .quit
    }
    return nil
  }

  private mutating func playback(_ command: Command) {
    let end = Double(race.steps)
    switch command {
    case .play:
      if !stage.isPlaying, stage.playhead >= end { stage.playhead = 0 }
      stage.isPlaying.toggle()
    case .step(let count):
      stage.isPlaying = false
      let whole =
        count < 0 ? stage.playhead.rounded(.up) : stage.playhead.rounded(.down)
      stage.playhead = min(max(0, whole + Double(count)), end)
    case .rewind:
      stage.isPlaying = false
      stage.playhead = 0
    case .finish:
      stage.isPlaying = false
      stage.playhead = end
    case .speed(let faster):
      stage.speed = min(max(stage.speed * (faster ? 2 : 0.5), 0.125), 32)
    default: break
    }
  }

  private mutating func turnRelief(_ x: Int, _ y: Int) {
    guard var angle = stage.relief else { return }
    angle.turn += Double(x) * 0.15
    angle.tilt = min(max(angle.tilt + Double(y) * 0.1, 0.25), 1.45)
    stage.relief = angle
  }

  private mutating func nextNote(_ move: Int) {
    let steps = race.notes.map(\.step).sorted()
    let next = move > 0 ? steps.first { $0 > stage.step } : steps.last { $0 < stage.step }
    guard let next else {
      message = race.notes.isEmpty ? "no notes; n writes one" : "no further note"
      return
    }
    stage.isPlaying = false
    stage.playhead = Double(min(next, race.steps))
  }

  /// Zooming keeps the head in focus in its place.
  private var focusPoint: Point {
    let run = runs[stage.focus]
    let point = run.points[run.clamped(stage.step)]
    return view.contains(point) ? point : view.center
  }

  private mutating func nextQuantity() {
    let all = Stage.Quantity.allCases.filter { $0 != .distance || !race.surface.minima.isEmpty }
    let index = all.firstIndex(of: stage.quantity) ?? 0
    stage.quantity = all[(index + 1) % all.count]
  }

  private mutating func moveStart(_ key: Key, before: Point) -> Effect? {
    let moves: [Key: Vector] = [
      "left": [-1, 0], "right": [1, 0], "up": [0, 1], "down": [0, -1], "h": [-1, 0], "l": [1, 0],
      "k": [0, 1], "j": [0, -1], "shift-left": [-5, 0], "shift-right": [5, 0],
      "shift-up": [0, 5], "shift-down": [0, -5],
    ]
    if let move = moves[key] {
      let place = race.start + move * view.shorterSide / 80
      guard place.isFinite else { return nil }
      change({ $0.start = place }, remember: false)
      message = "start \(brief(place, digits: 4)), Enter keeps it, Esc puts it back"
      return nil
    }
    var original = race
    original.start = before
    switch key {
    case "enter", "i":
      remember(original)
      stage.mode = .race
      message = race.startRemark ?? "start \(brief(race.start, digits: 4))"
    case "escape":
      change({ $0.start = before }, remember: false)
      stage.mode = .race
    case "q": return .quit
    default: break
    }
    return nil
  }
}
