import Documents
import Drawing
import Landscapes
import Lectures
import Optimizers
import Surfaces
import Testing
import Trajectories

@testable import Interface

/// What is drawn for the accepted pictures: every kind of picture, on surfaces whose numbers do not
/// depend on a math library.
enum Staging: String, CaseIterable, CustomTestStringConvertible {
  case map, overlay, relief, reliefTurned, arrows, lossChart, slopeChart, distanceChart, signedChart
  case why, theory, theoryAdaptive, help, question, reveal, tooSmall, divergence, left, fork
  case whereabouts, line
  case optimizerList, surfaceList, candidates, helpFurther, hints, startMoved, memoryChart
  case lectureOpening, lectureClosing, challenge, rateCurvature, energy
  case axisRates, predicted, verdict, crowd, atlas, atlasFate, basins

  var testDescription: String { rawValue }

  private func race(
    _ surface: Surface?, _ racers: [String], steps: Int, start: Point? = nil
  ) throws -> Race {
    var race = Race(
      surface: try #require(surface), start: start, racers: try racers.map { try Racer($0) },
      steps: steps)
    try race.settleRates()
    return race
  }

  private func valley(_ racers: [String], steps: Int = 60) throws -> Race {
    try race(
      Surface(
        formula: "0.5x^2+10y^2", view: View(x: -4.5...1, y: -2.2...2.2), start: Point(-4, 2)),
      racers, steps: steps)
  }

  func model() throws -> Model {
    let opening = Race.opening(on: try #require(Shipped.named("rosenbrock")))
    switch self {
    case .map: return try staged(opening, step: 150)
    case .overlay: return try staged(opening, step: 90, keys: ["m"])
    case .relief: return try staged(opening, step: 400, keys: ["d"])
    case .reliefTurned:
      let four = try race(
        Shipped.named("himmelblau"), ["descent", "momentum", "adam"], steps: 100)
      return try staged(four, step: 100, keys: ["d", "l", "l", "k"])
    case .arrows:
      return try staged(
        try valley(["nesterov:eta=0.045,beta=0.8", "momentum:eta=0.045,beta=0.8"]), step: 20,
        keys: ["v"])
    case .lossChart:
      return try staged(
        try valley(["descent:eta=0.09", "momentum:eta=0.02", "adam:eta=0.2"], steps: 120),
        step: 100)
    case .slopeChart:
      return try staged(
        try valley(["descent:eta=0.05", "momentum:eta=0.02"]), step: 50, keys: ["c", "c"])
    case .distanceChart:
      return try staged(
        try valley(["descent:eta=0.05", "momentum:eta=0.02"]), step: 50, keys: ["c", "c", "c"])
    case .signedChart:
      return try staged(
        try race(Shipped.named("camel-6"), ["descent", "momentum", "adam"], steps: 80), step: 80)
    case .why: return try staged(try valley(["amsgrad:eta=0.2", "descent"]), step: 7, keys: ["y"])
    case .theory:
      return try staged(try valley(["momentum:eta=0.01", "nesterov"]), step: 5, keys: ["t"])
    case .theoryAdaptive:
      return try staged(
        try race(Shipped.named("ravine-d2l"), ["rmsprop:eta=0.1"], steps: 400), step: 300,
        keys: ["t"])
    case .help: return try staged(opening, step: 0, keys: ["?"])
    case .whereabouts:
      return try staged(opening, step: 12, keys: [":", "w", "h", "e", "r", "e", "enter"])
    case .line: return try staged(opening, step: 12, keys: [":", "b", "e", "t", "a"])
    case .optimizerList:
      return try staged(opening, step: 60, keys: ["o", "a", "d", "a", "down"])
    case .surfaceList: return try staged(opening, step: 60, keys: ["s", "down", "down", "down"])
    case .candidates: return try staged(opening, step: 12, keys: [":", "s", "t", "tab"])
    case .helpFurther: return try staged(opening, step: 60, keys: ["v", "t", "?", "pagedown"])
    case .hints:
      var model = try staged(opening, step: 9)
      model.stage.showsHints = true
      return model
    case .startMoved: return try staged(opening, step: 60, keys: ["i", "right", "up", "up"])
    case .memoryChart:
      var model = try staged(
        try valley(["momentum:eta=0.02", "adam:eta=0.2"]), step: 20, keys: ["v"])
      model.stage.quantity = .memory
      return model
    case .axisRates:
      var model = try staged(
        try valley(["adagrad:eta=0.5", "adam:eta=0.2", "descent:eta=0.04"]), step: 50)
      model.stage.quantity = .axisRates
      return model
    case .atlas: return try staged(opening, step: 60, keys: ["tab", "W"])
    case .atlasFate:
      let two = try race(Shipped.named("himmelblau"), ["momentum", "adam"], steps: 150)
      return try staged(two, step: 40, keys: ["W", "left", "left", "Q", "Q", "Q"])
    case .basins:
      let two = try race(Shipped.named("himmelblau"), ["descent", "adam"], steps: 200)
      return try staged(two, step: 60, keys: ["V"])
    case .crowd:
      let racers = (1...8).map { "nesterov:eta=0.00\($0),beta=0.\($0)5" }
      return try staged(try valley(racers), step: 50, keys: ["m", "t"])
    case .predicted, .verdict:
      let text = try #require(ShippedLectures.text(named: "edge"))
      var model = try Model(
        lecture: try Lecture(toml: text, file: "edge", surfaces: Shipped.all), scene: 2,
        surfaces: Shipped.all)
      _ = model.press("2")
      guard self == .verdict else { return model }
      for key in ["enter", "end"] { _ = model.press(key) }
      return model
    case .question, .reveal:
      let text = try #require(ShippedLectures.text(named: "ravine"))
      var model = try Model(
        lecture: try Lecture(toml: text, file: "ravine", surfaces: Shipped.all),
        surfaces: Shipped.all)
      _ = model.press("pagedown")
      if self == .reveal {
        _ = model.press("pagedown")
        _ = model.press("end")
      }
      return model
    case .lectureOpening, .lectureClosing:
      let text = try #require(ShippedLectures.text(named: "following-edge"))
      var model = try Model(
        lecture: try Lecture(toml: text, file: "following-edge", surfaces: Shipped.all),
        surfaces: Shipped.all)
      if self == .lectureClosing {
        while model.lecture?.page != .closing { _ = model.press("enter") }
      }
      model.finish()
      return model
    case .challenge:
      let task = try #require(Challenge.all.first)
      var model = try Model(challenge: task, best: 120, surfaces: Shipped.all)
      for key in ["e", "e", "e", "end"] { _ = model.press(key) }
      model.finish()
      model.judgeChallenge()
      return model
    case .rateCurvature:
      var model = try staged(
        try race(
          Shipped.named("ravine d2l"), ["rmsprop:eta=0.1"], steps: 200, start: Point(-5, -2)),
        step: 150)
      model.stage.quantity = .rateCurvature
      return model
    case .energy:
      var model = try staged(try valley(["momentum:eta=0.02", "adam:eta=0.2"]), step: 40)
      model.stage.quantity = .energy
      return model
    case .tooSmall: return try staged(opening, step: 3)
    case .divergence:
      return try staged(
        try valley(["descent:eta=0.11", "descent:eta=0.3", "momentum:eta=0.2"]), step: 60)
    case .left:
      return try staged(
        try race(
          Shipped.named("saddle"), ["descent:eta=0.1", "momentum:eta=0.1", "adam:eta=0.05"],
          steps: 60, start: Point(1, 0.001)), step: 60)
    case .fork:
      let recorded = try valley(["momentum:eta=0.02", "adam:eta=0.2"])
      var model = try staged(recorded, step: 12)
      model.keep(OpenedRun(file: "run.txt", race: recorded))
      for key in ["b", "b", "end"] { _ = model.press(key) }
      model.message = nil
      return model
    }
  }

  /// What stands there, beside what the colours are.
  var isInWordsAlone: Bool {
    switch self {
    case .optimizerList, .surfaceList, .candidates, .helpFurther, .hints, .startMoved,
      .memoryChart, .lectureOpening, .lectureClosing, .challenge, .rateCurvature, .energy,
      .axisRates, .predicted, .verdict, .crowd, .atlas, .atlasFate, .basins:
      return true
    default: return false
    }
  }

  private func staged(_ race: Race, step: Int, keys: [String] = []) throws -> Model {
    var model = try Model(race: race, surfaces: Shipped.all)
    model.finish()
    model.stage.playback.isPlaying = false
    model.stage.playback.playhead = Double(step)
    for key in keys { _ = model.press(key) }
    if self != .line, self != .candidates { model.message = nil }
    return model
  }

  /// The sizes at which it is drawn.
  var sizes: [(columns: Int, rows: Int)] {
    switch self {
    case .tooSmall: return [(39, 20), (80, 13)]
    case .slopeChart, .distanceChart: return [(80, 24), (120, 40)]
    default:
      return isInWordsAlone ? [(80, 24), (120, 40)] : [(80, 24), (120, 40), (168, 48)]
    }
  }

  func scene(columns: Int, rows: Int, glyphs: Glyphs) throws -> Sheet {
    var memory = TerrainMemory()
    var model = try model()
    model.size = (columns, rows)
    model.finishAtlas()
    return Screen.sheet(
      of: model, columns: columns, rows: rows, glyphs: glyphs, memory: &memory)
  }
}
