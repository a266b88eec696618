import Documents
import Drawing
import Interface
import Landscapes
import SystemLibrary
import Terminal
import Trajectories

/// The one loop: draw, wait, work, update.
struct Loop {
  private var model: Model
  private var memory = TerrainMemory()
  private var saving: (file: Saving, fork: OpenedRun?)?
  /// The file that was asked for and is still to be opened.
  private var loading: String?
  /// Whether the program ends as soon as a file is written.
  private var isLeaving = false
  /// Whether the rows of the opened file are still being checked, and how far.
  private var isChecking = false
  private var checked = 0.0
  private var last = ContinuousClock.now
  private var diagnostics = Diagnostics()

  /// How many frames a second are drawn while playing: fewer where many paths move, so that a line of
  /// 20 kB a second carries them.
  private var framesPerSecond: Double { model.race.racers.count > 4 ? 14 : 20 }

  /// Runs the interactive program until its end.
  static func run(
    _ model: Model, _ screen: ScreenOptions, _ configuration: Configuration,
    checking: inout RunFile?
  ) throws {
    var terminal = try Terminal(
      theme: Theme.named(model.stage.theme) ?? .night,
      depth: screen.look.depth(or: configuration.color),
      asciiOnly: screen.look.ascii || configuration.ascii,
      sync: configuration.sync && !screen.noSync)
    var loop = Loop(model: model)
    loop.isChecking = checking != nil
    if terminal.isFallback {
      loop.model.message = "TERM is unknown here; drawing as for xterm-256color"
    }
    while true {
      let owesFrame = loop.draw(on: &terminal)
      let inputs = loop.wait(for: &terminal, owesFrame: owesFrame)
      loop.work(until: inputs.isEmpty)
      if loop.isChecking, inputs.isEmpty { loop.check(&checking) }
      if loop.isLeaving, loop.saving == nil { return }
      for input in inputs {
        if case .end(let signal) = input {
          loop.saving?.file.giveUp()
          terminal.die(bySignal: signal)
          return
        }
        guard loop.answer(input, on: &terminal) else { return }
        if let path = loop.loading {
          loop.loading = nil
          loop.load(path, checking: &checking)
        }
      }
    }
  }

  private init(model: Model) { self.model = model }

  private static let processors = ProcessInfo.processInfo.activeProcessorCount

  /// Draws a frame, unless the terminal is still busy with the last one: a slow line loses frames,
  /// never steps.
  ///
  /// - Returns: whether the frame is still owed.
  private mutating func draw(on terminal: inout Terminal) -> Bool {
    guard terminal.takesMore else { return true }
    model.work = saving.map { Work(words: "writing", share: $0.file.share) }
    if model.work == nil, isChecking { model.work = Work(words: "checking rows", share: checked) }
    model.diagnostics =
      model.stage.showsDiagnostics
      ? diagnostics.words(pairs: terminal.pairCount, colors: terminal.colorWords) : nil
    terminal.useMouse(model.stage.usesMouse)
    if let theme = Theme.named(model.stage.theme) { terminal.use(theme) }
    model.size = (terminal.columns, terminal.rows)
    model.followAtlas(processors: Loop.processors)
    model.judgeChallenge()
    if let best = model.challenge?.newBest(), let name = model.challenge?.challenge.name {
      if !StateFolder.remember(name, best: best) {
        model.message = "the score cannot be kept: no file can be written where states are kept"
      }
    }
    terminal.show(scene(on: terminal).grid())
    if model.stage.showsDiagnostics { diagnostics.frame() }
    return false
  }

  private mutating func scene(on terminal: borrowing Terminal) -> Sheet {
    Screen.sheet(
      of: model, columns: terminal.columns, rows: terminal.rows, glyphs: terminal.glyphs,
      memory: &memory)
  }

  /// What a picture shows: maps, chart and panes, or the whole screen.
  private mutating func picture(on terminal: borrowing Terminal, isWhole: Bool) -> Sheet {
    Screen.sheet(
      of: model, columns: terminal.columns, rows: terminal.rows - (isWhole ? 0 : 2),
      subject: isWhole ? .screen : .figure, glyphs: terminal.glyphs, memory: &memory)
  }

  /// Waits for input and lets the time that passed pass in the race.
  private mutating func wait(for terminal: inout Terminal, owesFrame: Bool) -> [Input] {
    // While nothing moves there is nothing to compute: the wait has no end of its own.
    let isMoving =
      model.stage.playback.isPlaying && !model.stage.isReading
      && Screen.fits(model, columns: terminal.columns, rows: terminal.rows)
    let isBusy = model.isComputing || saving != nil || isChecking
    let inputs = terminal.wait(
      seconds: isBusy ? 0 : isMoving ? 1 / framesPerSecond : nil, owesFrame: owesFrame)
    let now = ContinuousClock.now
    if isMoving {
      let (seconds, attoseconds) = (now - last).components
      // A machine that slept has no time to make up for.
      model.pass(seconds: min(2, Double(seconds) + Double(attoseconds) * 1e-18))
    }
    last = now
    return inputs
  }

  /// Goes on with what takes longer than a key press, for the time of a frame.
  private mutating func work(until isIdle: Bool) {
    // Between two keys nobody waits longer than a frame.
    let end = ContinuousClock.now + .milliseconds(model.track.computation != nil ? 25 : 10)
    while isIdle, model.isComputing, ContinuousClock.now < end { model.compute() }
    if isIdle { saving?.file.advance() }
    guard let (file, fork) = saving, let words = file.words else { return }
    saving = nil
    model.message = words
    if let fork, let path = file.path { model.keep(fork, asFile: path) }
  }

  /// Opens a file in place of the race; what was chosen for the program stays.
  private mutating func load(_ path: String, checking: inout RunFile?) {
    guard saving == nil else {
      model.message = "a file is being written: Esc gives it up"
      return
    }
    guard FileManager.default.fileExists(atPath: path) else {
      model.message = "no file '\(printable(path))': Tab lists what is there"
      return
    }
    do {
      var rows: RunFile?
      var loaded = try OpenedFile.model(at: path, checking: &rows)
      loaded.takeOver(from: model)
      model = loaded
      checking = rows
      isChecking = checking != nil
      if model.message == nil { model.message = "opened \(OpenedFile.name(of: path))" }
    } catch {
      model.message = printable("\(error)".replacing("\n", with: " "))
    }
  }

  /// Checks some more rows of the file that was opened.
  private mutating func check(_ checking: inout RunFile?) {
    switch checking?.work() {
    case .reading(let share)?: checked = share
    case .over(let doubt)?:
      isChecking = false
      model.message = doubt ?? model.message
    case nil: isChecking = false
    }
  }

  /// Answers an input.
  ///
  /// - Returns: whether the program goes on.
  private mutating func answer(_ input: Input, on terminal: inout Terminal) -> Bool {
    switch input {
    case .resized, .end: break
    case .mouse(let action, let column, let row):
      model.point(
        Model.Pointing(action), column: column, row: row, columns: terminal.columns,
        rows: terminal.rows)
    case .hangup:
      saving?.file.giveUp()
      return false
    case .key("escape") where saving != nil && model.track.computation == nil:
      saving?.file.giveUp()
      isLeaving = false
    case .key("escape") where isChecking && model.track.computation == nil:
      isChecking = false
      model.message = "the rows of the file were not checked to their end"
    case .key(let key):
      let folder = model.typedFolder
      if key == "tab", let folder { model.files = OpenedFile.candidates(beginning: folder) }
      let effect = model.press(key)
      // Once a folder, not once a key: it may be long.
      if let next = model.typedFolder, next != folder {
        model.files = OpenedFile.candidates(beginning: next)
      }
      guard let effect else { break }
      switch effect {
      case .quit:
        // A record that was asked for is written to its end, unless it is asked again.
        guard saving != nil, !isLeaving else {
          saving?.file.giveUp()
          return false
        }
        isLeaving = true
      case .record, .fork:
        guard saving == nil else {
          model.message = "one file at a time: Esc gives up the one that is being written"
          break
        }
        saving = (Saving(run: model), effect == .fork ? model.track.asOpenedRun : nil)
      case .picture(let isWhole):
        let theme = Theme.named(model.stage.theme) ?? .night
        model.message =
          Saving(picture: picture(on: terminal, isWhole: isWhole), of: model, theme: theme).words
        if !isWhole { model.message? += "; p again saves the whole screen" }
      case .load(let path): loading = path
      case .appendScene(let path):
        do {
          model.message = try SceneFile.append(try model.sceneText(), to: path)
        } catch {
          model.message = printable("not written: \(error)".replacing("\n", with: " "))
        }
      case .takeRule(let text, let adding):
        model.chooseOptimizer(text, adding: adding, file: OpenedFile.rule(at:))
      case .redraw: terminal.forget()
      case .suspend:
        terminal.suspend()
        last = ContinuousClock.now
      }
    }
    return true
  }
}

extension Model.Pointing {
  fileprivate init(_ action: MouseAction) {
    switch action {
    case .press: self = .press
    case .move: self = .move
    case .release: self = .release
    case .wheelUp: self = .wheel(closer: true)
    case .wheelDown: self = .wheel(closer: false)
    }
  }
}
