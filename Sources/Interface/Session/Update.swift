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
    defer { settleCross() }
    message = nil
    stage.pointer = nil
    stage.showsHints = false
    defer { if keys.command(for: key) != .picture { wasPictured = false } }
    switch stage.mode {
    case .help(let first): return read(key, from: first)
    case .moveStart: return moveStart(key)
    case .cross: return moveCross(key)
    case .line(let line): return typed(key, on: line)
    case .pick(let picker):
      pick(key, in: picker)
      return nil
    case .rule(let editor):
      edit(key, in: editor)
      return nil
    case .whereabouts:
      stage.mode = .race
      return nil
    case .race: return raced(key)
    }
  }

  /// A key while nothing but the race is looked at.
  mutating func raced(_ key: Key) -> Effect? {
    if key == "escape", let words = follow({ $0.giveUp() }) {
      message = words
      return nil
    }
    guard let command = keys.command(for: key) else { return nil }
    return perform(command)
  }

  /// Carries out a command.
  public mutating func perform(_ command: Command) -> Effect? {
    switch command {
    case .play: stage.playback.toggle(end: race.steps)
    case .step(let count): stage.playback.move(by: count, end: race.steps)
    case .rewind: stage.playback.stop(at: 0, end: race.steps)
    case .finish: stage.playback.stop(at: race.steps, end: race.steps)
    case .speed(let faster): stage.playback.play(at: stage.playback.speed * (faster ? 2 : 0.5))
    case .focus(let index) where lecture?.predict(index) == true: break
    case .focus where lecture.map({ !$0.isRevealed && !$0.choices.isEmpty }) == true:
      message = "1 to \(lecture?.choices.count ?? 1) predict; Enter shows what is so"
    case .focus(let index):
      if race.racers.indices.contains(index) { stage.focus = index }
    case .focusNext(let move):
      stage.focus = (stage.focus + move + race.racers.count) % race.racers.count
    case .pick(let kind): openPicker(kind)
    case .nextOptimizer(let move): nextOptimizer(move)
    case .nextSurface(let move): nextSurface(move)
    case .addPanel: addPanel()
    case .removePanel: removePanel()
    case .turn(let role, let up): turn(role.key, up: up)
    case .select(let move):
      if let words = stage.knobs.select(move, of: focused, on: race.surface) { message = words }
    case .turnSelected(let up):
      switch stage.knobs.selection {
      case .knob(let key): turn(key, up: up)
      case .parameter(let name): turnParameter(name, up: up)
      }
    case .scope: message = stage.knobs.toggleScope()
    case .fromHere: message = stage.knobs.toggleFromHere()
    case .moveStart:
      track.hold()
      stage.mode = .moveStart
    case .zoom(let closer):
      stage.camera.zoom(by: closer ? 0.75 : 4.0 / 3, about: focusPoint, from: view)
    case .pan(let x, let y): stage.camera.pan(x, y, from: view)
    case .fit: stage.camera.view = nil
    case .quantity: nextQuantity()
    case .levels: message = stage.toggleLevels(of: race.surface)
    case .oneMap: stage.isOneMap.toggle()
    case .arrows:
      stage.showsArrows.toggle()
      if stage.showsArrows, stage.camera.relief != nil { message = "arrows are drawn on the map" }
    case .why: stage.toggle(.why)
    case .theory: stage.toggle(.theory)
    case .atlas: toggleAtlas(.atlas)
    case .basins: toggleAtlas(.basins)
    case .data: toggleData()
    case .batch: nextBatch()
    case .seeds: toggleSeeds()
    case .measure: nextMeasure()
    case .relief: stage.camera.toggleRelief()
    case .undo:
      message = follow { $0.undo() } ? "took back the last change" : "nothing to take back"
    case .redo:
      message = follow { $0.redo() } ? "repeated the change" : "nothing to repeat"
    case .help: stage.mode = .help(from: 0)
    case .mouse: message = stage.toggleMouse()
    case .note(let move) where lecture != nil: turnLecture(forward: move > 0)
    case .scene(let move): turnLecture(forward: move > 0)
    case .note(let move): nextNote(move)
    case .writeNote: stage.mode = .line(CommandLine("note ", earlier: typedLines))
    case .line: stage.mode = .line(CommandLine(earlier: typedLines))
    case .theme: message = stage.nextTheme()
    case .record: return .record
    case .fork: return .fork
    case .picture:
      let isSecond = wasPictured
      wasPictured = true
      return .picture(whole: isSecond)
    case .redraw: return .redraw
    case .suspend: return .suspend
    case .quit: return .quit
    }
    return nil
  }

  /// A key while the help is read; the screen knows where it ends.
  private mutating func read(_ key: Key, from first: Int) -> Effect? {
    switch key {
    case "q": return .quit
    case "?", "f1", "escape", "enter": stage.mode = .race
    case "down", "j": stage.mode = .help(from: first + 1)
    case "end": stage.mode = .help(from: .max)
    case "up", "k": stage.mode = .help(from: max(0, first - 1))
    case "pagedown", "space": stage.mode = .help(from: first + 10)
    case "pageup": stage.mode = .help(from: max(0, first - 10))
    case "home": stage.mode = .help(from: 0)
    default: break
    }
    if case .help(let wanted) = stage.mode {
      var memory = TerrainMemory()
      let reach = Screen(model: self, columns: size.columns, rows: size.rows).helpReach(&memory)
      stage.mode = .help(from: min(wanted, reach))
    }
    return nil
  }

  private mutating func nextNote(_ move: Int) {
    let steps = race.notes.map(\.step).sorted()
    let shown = stage.playback.step
    let next = move > 0 ? steps.first { $0 > shown } : steps.last { $0 < shown }
    guard let next else {
      message = race.notes.isEmpty ? "no notes; n writes one" : "no further note"
      return
    }
    stage.playback.stop(at: next, end: race.steps)
  }

  /// Zooming keeps the head in focus in its place.
  private var focusPoint: Point {
    let run = runs[stage.focus]
    let point = run.points[run.clamped(stage.playback.step)]
    return view.contains(point) ? point : view.center
  }

  private mutating func moveStart(_ key: Key) -> Effect? {
    let moves: [Key: Vector] = [
      "left": [-1, 0], "right": [1, 0], "up": [0, 1], "down": [0, -1], "h": [-1, 0], "l": [1, 0],
      "k": [0, 1], "j": [0, -1], "shift-left": [-5, 0], "shift-right": [5, 0],
      "shift-up": [0, 5], "shift-down": [0, -5],
    ]
    if let move = moves[key] {
      let place = race.start + move * view.shorterSide / 80
      guard place.isFinite else { return nil }
      follow { $0.changeHeld { $0.start = place } }
      return nil
    }
    switch key {
    case "enter", "i":
      track.keepHeld()
      stage.mode = .race
      message = race.startRemark ?? "start \(brief(race.start, digits: 4))"
    case "escape":
      follow { $0.dropHeld() }
      stage.mode = .race
    case "q": return .quit
    default: break
    }
    return nil
  }
}
