import Documents
import Drawing
import Formulas
import Landscapes
import Optimizers
import Sweeps
import SystemLibrary
import Trajectories

/// The words of the `:` line, the same as the options of the command line.
enum LineWord: String, CaseIterable {
  case surface, formula, optimizer, rule, add, remove, start, steps, view, step, speed, theme, note
  case chart, axis, arrows, why, theory, atlas, basins, data, draw, seed, tune, relief, overlay,
    load,
    record, fork,
    picture,
    hint, scene, `where`, debug,
    help, quit

  /// What it does, in a few words.
  var does: String {
    switch self {
    case .surface: return "NAME   race on another surface"
    case .formula: return "EXPRESSION   race on a loss function of x and y"
    case .optimizer: return "NAME:knob=value,…   another optimizer in this panel"
    case .rule: return "change the equations of this panel, or type them behind it"
    case .add: return "NAME:knob=value,…   one more panel"
    case .remove: return "take this panel away"
    case .start: return "X,Y   where all start"
    case .steps: return "COUNT   how many updates"
    case .view: return "LOW:HIGH,LOW:HIGH   the part of the plane"
    case .step: return "NUMBER   show this step"
    case .speed: return "FACTOR   how fast it plays"
    case .theme: return "NAME   other colours"
    case .note: return "TEXT   a remark on this step"
    case .chart: return "NAME   what the chart shows"
    case .axis: return "steps, gradients or epochs   what the chart counts"
    case .arrows: return "the anatomy of the next step"
    case .why: return "the equations of the next step"
    case .theory: return "the theory of the valley"
    case .atlas: return "KNOB KNOB QUESTION below HEIGHT   every race with other knobs"
    case .basins: return "where every start ends"
    case .data: return "the data, and what is fitted to them"
    case .draw: return "drawn, epochs or turn   how rows are chosen"
    case .seed: return "NUMBER   what decides all draws"
    case .tune: return "KNOB KNOB   every racer at its best, so that the race is fair"
    case .relief: return "the surface from the side"
    case .overlay: return "one map for all"
    case .load: return "FILE   open a run, a lecture or a surface"
    case .record: return "write the race to a text file"
    case .fork: return "write it, then fork from it"
    case .picture: return "write the screen as SVG"
    case .where: return "this race as a command to paste"
    case .hint: return "what helps with this challenge"
    case .scene: return "FILE   write this race behind a lecture, as a scene"
    case .debug: return "what the screen costs, and its colours"
    case .help: return "signs and keys"
    case .quit: return "end"
    }
  }
}

extension Model {
  /// A key while a command is typed.
  mutating func typed(_ key: Key, on line: CommandLine) -> Effect? {
    var line = line
    switch line.type(key) {
    case .typing: stage.mode = .line(line)
    case .close: stage.mode = .race
    case .complete:
      message = line.complete(among: candidates(for: line))
      stage.mode = .line(line)
    case .carryOut:
      stage.mode = .race
      if !line.text.isEmpty, line.text != typedLines.last { typedLines.append(line.text) }
      if typedLines.count > 100 { typedLines.removeFirst() }
      return carryOut(line.text)
    }
    return nil
  }

  /// What the last word of a line can be.
  func candidates(for line: CommandLine) -> [CommandLine.Candidate] {
    guard line.words.count > 1 else {
      return LineWord.allCases.map { .init($0.rawValue, $0.does) }
        + focused.knobs.map { .init($0.key.rawValue, "\($0.symbol)   \($0.meaning)") }
        + race.surface.parameters.keys.sorted().map { .init($0, "a parameter of the surface") }
    }
    switch line.words[0] {
    case "surface": return surfaces.map { .init(Naming.folded($0.name), $0.story) }
    case "optimizer", "add":
      // Behind a name its knobs.
      let last = line.words.last ?? ""
      if let end = last.lastIndex(where: { $0 == ":" || $0 == "," }),
        let racer = try? Racer(String(last.prefix { $0 != ":" }))
      {
        let before = last[...end]
        return racer.knobs.map { .init("\(before)\($0.key)=", "\($0.symbol)   \($0.meaning)") }
      }
      return Catalog.rules.map { .init($0.card.name, $0.card.summary) }
    case "theme": return Theme.all.map { .init($0.name) }
    case "atlas":
      return focused.knobs.filter { focused.rule.number($0.key) != nil }.map {
        .init($0.key.rawValue, "\($0.symbol)   \($0.meaning)")
      } + Measure.allCases.filter { $0 != .minimum }.map { .init($0.rawValue, $0.does) }
        + [.init("below", "HEIGHT   what counts as arrived")]
    case "tune":
      return Variation.usualKnobs(of: focused).map { .init($0.rawValue) }
    case "chart": return quantities.map { .init($0.rawValue, $0.does) }
    case "load": return files.map { .init($0) }
    default:
      guard case .choice(let choices)? = focused.knob(KnobKey(rawValue: line.words[0]))?.kind else {
        return []
      }
      return choices.map { .init($0) }
    }
  }

  /// Carries out a typed command; errors go to the status line.
  mutating func carryOut(_ line: String) -> Effect? {
    let text = line.drop { $0 == " " || $0 == ":" }
    guard !text.isEmpty else { return nil }
    let name = String(text.prefix { $0 != " " && $0 != "=" })
    let rest = text.dropFirst(name.count).drop { $0 == " " || $0 == "=" }
    var value = String(rest)
    while value.last == " " { value.removeLast() }
    let plain = name.hasPrefix("--") ? String(name.dropFirst(2)) : name
    if let word = LineWord(rawValue: plain == "at" ? "step" : plain) {
      return carryOut(word, value)
    }
    if race.surface.parameters[plain] != nil {
      setParameter(plain, value)
      return nil
    }
    if value.isEmpty, let knob = focused.knob(called: plain), let now = focused[knob.key] {
      message = "\(knob.symbol) takes a value, as in :\(knob.key) \(now)"
      return nil
    }
    do {
      let (key, knobValue) = try focused.setting("\(plain)=\(value)")
      let step = stage.knobs.actsFromHere ? stage.playback.step : 0
      let focus = stage.focus
      var turned = race
      turned.turn(focus, key, to: knobValue, from: step)
      if key == "batch", let problem = turned.batchProblem {
        message = problem
        return nil
      }
      change { $0.turn(focus, key, to: knobValue, from: step) }
      let knob = focused.knob(key)
      let isOwn = plain == key.rawValue || plain == knob?.symbol
      message = [
        isOwn ? nil : "\(printable(plain)) is \(knob?.symbol ?? "") here",
        knob?.words(for: knobValue), effect(of: key),
      ].compactMap { $0 }.joined(separator: ": ")
    } catch {
      let known = LineWord.allCases.map(\.rawValue)
      let near = Naming.nearest(to: plain, among: known + focused.knobs.map(\.key.rawValue))
      if plain == "export" {
        message = "p saves an SVG picture; rsvg-convert makes a bitmap of it"
        return nil
      }
      message =
        Racer.isKnob(plain) || focused.knob(called: plain) != nil
        ? "\(error)"
        : "'\(printable(plain))' is no command and no knob"
          + (near.isEmpty ? "; Tab lists them" : ": did you mean \(near.joined(separator: ", "))?")
    }
    return nil
  }

  private mutating func setParameter(_ name: String, _ value: String) {
    guard let number = decimal(value), let turned = try? race.surface.turned([name: number]) else {
      message = "\(name) must be a number, not '\(printable(value))'"
      return
    }
    change { $0.surface = turned }
    message = "surface \(name) = \(shortest(number))"
  }

  private mutating func carryOut(_ word: LineWord, _ value: String) -> Effect? {
    switch word {
    case .surface: chooseSurface(value)
    case .formula: chooseFormula(value)
    case .optimizer, .add:
      if Racer.namesFile(value) { return .takeRule(value, adding: word == .add) }
      chooseOptimizer(value, adding: word == .add)
    case .rule where value.isEmpty: openRuleEditor()
    case .rule: takeEquations(value)
    case .start, .view, .steps, .step, .speed: place(word, value)
    case .theme:
      if Theme.named(value) != nil {
        stage.theme = value
      } else {
        message = "themes are \(Theme.all.map(\.name).joined(separator: ", "))"
      }
    case .note:
      let note = Note(step: stage.playback.step, text: printable(value))
      if !value.isEmpty { change { $0.notes.append(note) } }
      message =
        value.isEmpty ? "note TEXT remarks on this step" : "noted at step \(stage.playback.step)"
    case .remove: return perform(.removePanel)
    case .chart:
      if let quantity = Stage.Quantity(rawValue: value) {
        stage.quantity = quantity
      } else {
        let all = quantities.map(\.rawValue)
        let near = Naming.nearest(to: value, among: all).first.map { "did you mean \($0)? " } ?? ""
        message = "\(near)the chart shows \(all.joined(separator: ", "))"
      }
    case .axis: setAxis(value)
    case .arrows: return perform(.arrows)
    case .why: return perform(.why)
    case .theory: return perform(.theory)
    case .atlas: openAtlas(value.split(separator: " ").map(String.init))
    case .basins: return perform(.basins)
    case .data: return perform(.data)
    case .draw, .seed: setDraws(word, value)
    case .tune: tune(value.split(separator: " ").map(String.init))
    case .relief: return perform(.relief)
    case .overlay: return perform(.oneMap)
    case .load:
      guard value.isEmpty else { return .load(value) }
      message = "load FILE opens a run, a lecture or a surface; Tab lists files"
    case .record, .fork, .picture:
      guard value.isEmpty else {
        message = "\(word.rawValue) takes no name: it finds a new one and tells it"
        return nil
      }
      return perform(word == .record ? .record : word == .fork ? .fork : .picture)
    case .hint:
      message =
        challenge?.challenge.hint ?? "there is a hint in a challenge: 'ravine challenge' lists them"
    case .scene:
      guard !value.isEmpty else {
        message = "scene FILE.toml writes this race behind a lecture, or begins one"
        return nil
      }
      return .appendScene(value)
    case .debug: stage.showsDiagnostics.toggle()
    case .help: return perform(.help)
    case .quit: return perform(.quit)
    case .where: stage.mode = .whereabouts
    }
    return nil
  }

  private mutating func chooseSurface(_ value: String) {
    guard let surface = surfaces.named(value) else {
      message = surfaces.unknown(value, otherwise: "Tab lists them")
      return
    }
    open(surface)
  }

  private mutating func chooseFormula(_ value: String) {
    do {
      open(try Surface(formula: value))
      message = "f = \(race.surface.formula.source)"
    } catch {
      message = "column \(error.column): \(error.message)"
    }
  }

  /// Races an optimizer as a command line names it, in the panel in focus or in one of its own.
  ///
  /// - Parameter file: reads a rule file; nil where none can be read.
  public mutating func chooseOptimizer(
    _ value: String, adding: Bool,
    file: ((String) throws(KnobError) -> RuleDefinition)? = nil
  ) {
    do {
      let racer = try Racer(value, file: file)
      if adding { add(racer) } else { exchange(for: racer) }
    } catch {
      message = "\(error)"
    }
  }

  private mutating func place(_ word: LineWord, _ value: String) {
    switch word {
    case .start:
      guard let point = RaceText.point(value) else {
        message = "start takes X,Y, for example start -1.2,1"
        return
      }
      change { $0.start = point }
      message = race.startRemark
    case .view:
      guard let view = RaceText.view(value), view.isUsable else {
        message = "view takes LOW:HIGH,LOW:HIGH, for example view -2:2,-1:3"
        return
      }
      stage.camera.view = view
    case .steps:
      guard let steps = Int(value), (0...Race.mostShownSteps).contains(steps) else {
        message = "steps takes a whole number from 0 to \(Race.mostShownSteps)"
        return
      }
      change { $0.steps = steps }
    case .step:
      guard let step = Int(value), step >= 0 else {
        message = "step takes a whole number, 0 or more"
        return
      }
      stage.playback.stop(at: step, end: race.steps)
    default:
      guard let speed = decimal(value), speed > 0 else {
        message = "speed takes a number above 0, for example speed 2"
        return
      }
      stage.playback.play(at: speed)
    }
  }
}
