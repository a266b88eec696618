import Drawing
import Landscapes
import Lectures
import Optimizers
import Surfaces
import Testing
import Trajectories

@testable import Interface

/// What the captions of the shipped lectures claim, checked by running their scenes.
@Suite struct LectureTests {
  private func lecture(_ name: String) throws -> Lecture {
    let text = try #require(ShippedLectures.text(named: name))
    return try Lecture(toml: text, file: name, surfaces: Shipped.all)
  }

  private func runs(_ name: String, _ scene: Int) throws -> (race: Race, runs: [Run]) {
    let race = try lecture(name).scenes[scene - 1].race
    return (race, race.record(on: try race.surface.landscape()))
  }

  /// The step from which a quantity stays below a bound; nil where it never does.
  private func below(_ bound: Double, _ values: [Double]) -> Int? {
    let last = values.lastIndex { !($0 < bound) } ?? -1
    return last + 1 < values.count ? last + 1 : nil
  }

  /// Changes of side between excursions larger than a bound.
  private func swings(_ values: [Double], above bound: Double) -> Int {
    var side = 0
    var count = 0
    for value in values where abs(value) > bound {
      let now = value > 0 ? 1 : -1
      if side != 0, now != side { count += 1 }
      side = now
    }
    return count
  }

  private func first(_ points: [Point], where isSo: (Point) -> Bool) -> Int? {
    points.firstIndex(where: isSo)
  }

  @Test func `every shipped lecture opens and every scene has a caption`() throws {
    #expect(ShippedLectures.stems.count == 6)
    for name in ShippedLectures.stems {
      for scene in try lecture(name).scenes {
        #expect(!scene.caption.isEmpty && !scene.title.isEmpty)
      }
    }
  }

  @Test func `the ravine`() throws {
    let zigzag = try runs("ravine", 1).runs[0]
    #expect(zip(zigzag.points, zigzag.points.dropFirst()).prefix(60).allSatisfy { $0.y * $1.y < 0 })
    let found9698 = try #require(below(0.01, zigzag.losses))
    #expect((96...98).contains(found9698))
    let limit = try runs("ravine", 2).runs
    #expect(limit.map { below(0.01, $0.losses) != nil } == [false, false, true, false])
    #expect(limit[3].losses[60] > 1e6)
    let little = try runs("ravine", 3).runs
    let found4445 = try #require(below(0.01, little[1].losses))
    #expect((44...45).contains(found4445))
    #expect(swings(little[1].points.map(\.y), above: 0.1) == 6)
    #expect(swings(little[0].points.map(\.y), above: 0.1) >= 26)
    let best = try runs("ravine", 4).runs
    let found3942 = try #require(below(1e-6, best[1].losses))
    #expect((39...42).contains(found3942))
    let descent = try #require(below(1e-6, best[0].losses))
    #expect(descent >= 200)
    let more = try runs("ravine", 5).runs
    #expect(more.map { below(0.01, $0.losses) } == [89, 46, 97, nil])
    for (scene, steps) in [(6, [12, 7]), (7, [103, 25]), (8, [1040, 93])] {
      let found = try runs("ravine", scene).runs.map { below(0.01, $0.losses) }
      #expect(found == steps, "scene \(scene)")
    }
  }

  @Test func `look-ahead against heavy ball`() throws {
    let (race, one) = try runs("look-ahead", 1)
    let landscape = try race.surface.landscape()
    let detail = try #require(race.detail(0, at: 2, of: one[0], on: landscape))
    #expect(detail.next.y > detail.point.y, "it turns up")
    let ball = try #require(detail.withoutLookAhead)
    #expect(ball.y < detail.point.y, "heavy ball would go down")
    let ringing = try runs("look-ahead", 2).runs
    #expect(ringing.map { swings($0.points.map(\.y), above: 0.1) } == [19, 1])
    let damped = try runs("look-ahead", 3).runs
    #expect(damped[0].losses[400] < damped[1].losses[400])
    #expect(swings(damped[1].points.map { $0.y - $0.x * $0.x }, above: 0.1) == 0)
    let three = try runs("look-ahead", 4).runs
    let found1012 = try #require(below(0.01, three[0].losses))
    #expect((10...12).contains(found1012))
    #expect(three[1].losses[40] > 1e6 && three[2].losses[40] > 1e6)
    let larger = try runs("look-ahead", 5).runs
    let found2931 = try #require(below(0.01, larger[0].losses))
    #expect((29...31).contains(found2931))
    #expect(below(0.01, larger[1].losses) == nil)
    let found6769 = try #require(below(0.01, larger[2].losses))
    #expect((67...69).contains(found6769))
    #expect(below(0.01, larger[3].losses) != nil)
  }

  @Test func `escaping a saddle`() throws {
    func leave(_ scene: Int, _ bound: Double) throws -> [Int?] {
      try runs("saddle", scene).runs.map { first($0.points) { abs($0.y) > bound } }
    }
    let near = try leave(1, 1.5).compactMap { $0 }
    let nearer = try leave(2, 1.5).compactMap { $0 }
    #expect(near == [41, 20, 17, 29])
    #expect(nearer == [78, 37, 32, 30])
    #expect([nearer[0] - near[0], nearer[1] - near[1], nearer[3] - near[3]] == [37, 17, 1])
    let line = try runs("saddle", 3)
    #expect(line.runs.allSatisfy { run in run.points.allSatisfy { $0.y == 0 } })
    let out = try leave(4, 0.5).compactMap { $0 }
    #expect((138...141).contains(out[0]) && out[2] == 13 && out[3] == 13)
    let almost = try runs("saddle", 5).runs.map { first($0.points) { $0.x < 0 } }
    #expect(almost[0] == nil && almost[1] == nil && almost[2] != nil && almost[3] != nil)
  }

  @Test func `AdaGrad stalls, RMSProp does not`() throws {
    let (race, slow) = try runs("adagrad-rmsprop", 1)
    let landscape = try race.surface.landscape()
    let early = try #require(race.detail(0, at: 0, of: slow[0], on: landscape)).rates.x
    let late = try #require(race.detail(0, at: 399, of: slow[0], on: landscape)).rates.x
    #expect((11.0...13).contains(early / late), "to a twelfth")
    let rule = try runs("adagrad-rmsprop", 2).runs.map { below(0.01, $0.losses) }
    let third = try #require(rule[2])
    #expect(rule[0] == nil && (22...23).contains(third))
    let stops = try runs("adagrad-rmsprop", 3).runs
    let hop = (stops[0].points[400] - stops[0].points[399]).length
    #expect(abs(hop - 0.1 * 2.0.squareRoot()) < 0.002)
    #expect(stops[2].losses[400] < 1e-20)
    let (other, steep) = try runs("adagrad-rmsprop", 4)
    let ground = try other.surface.landscape()
    let at50 = try #require(other.detail(0, at: 49, of: steep[0], on: ground)).rates.x
    let at400 = try #require(other.detail(0, at: 399, of: steep[0], on: ground)).rates.x
    #expect(abs(at400 / at50 - 1) < 0.01)
    let delta = try runs("adagrad-rmsprop", 5).runs
    for (run, epsilon) in zip(delta, [1e-6, 1e-4]) {
      let step = abs(run.points[1].x - run.points[0].x)
      #expect(abs(step / (epsilon / 0.1).squareRoot() - 1) < 1e-3)
    }
  }

  @Test func `Adam's bias correction`() throws {
    let pair = try runs("adam", 1).runs
    func steps(_ run: Run) -> [Double] {
      zip(run.points.dropFirst(), run.points).map { abs($0.x - $1.x) }
    }
    #expect(abs(steps(pair[0])[0] / 0.1 - 1) < 1e-6)
    #expect(abs(steps(pair[1])[0] / 0.1 - 3.1623) < 1e-3)
    #expect(abs((steps(pair[1]).max() ?? 0) / 0.1 - 5.72) < 0.02)
    func factor(_ t: Int) -> Double {
      var (beta, gamma) = (1.0, 1.0)
      for _ in 0..<t {
        beta *= 0.9
        gamma *= 0.999
      }
      return (1 - beta) / (1 - gamma).squareRoot()
    }
    #expect((1...1000).max { factor($0) < factor($1) } == 12)
    #expect(abs(factor(12) - 6.57) < 0.005 && abs(factor(1000) - 1.26) < 0.005)
    let help = try runs("adam", 3).runs
    #expect(help[1].losses[400] < help[0].losses[400])
    let large = try runs("adam", 4).runs.map { abs($0.points[1].x - $0.points[0].x) / 0.1 }
    #expect(zip(large, [1, 0.7071, 0.5]).allSatisfy { abs($0 - $1) < 1e-3 })
    let plain = try runs("adam", 5).runs.map { abs($0.points[1].x - $0.points[0].x) / 0.05 }
    #expect(zip(plain, [0.637, 1, 0.0083, 0.452]).allSatisfy { abs($0 - $1) < 2e-3 })
  }

  @Test func `the edge of stability`() throws {
    let sharp = try runs("edge", 1).runs
    func rate(_ run: Run) -> Double { abs(run.points[51].y / run.points[50].y) }
    #expect(abs(rate(sharp[0]) - 0.95) < 0.001 && abs(rate(sharp[1]) - 1.05) < 0.001)
    let swing = try runs("edge", 2).runs
    let widest = swing[0].points.map { abs($0.y) }.max() ?? 0
    #expect((12.8...17.6).contains(widest) && swing[0].losses[200] < 1e-5)
    let nesterov = try runs("edge", 3).runs
    #expect(nesterov[0].losses[200] < 1e-10 && nesterov[2].losses[200] < 1e-6)
    #expect(first(nesterov[1].points) { abs($0.y) > 50 } != nil)
    let regimes = try runs("edge", 4).runs
    #expect(regimes.prefix(2).map { swings($0.points.map(\.y), above: 0.03) } == [0, 4])
    #expect((14...19).contains(swings(regimes[2].points.map(\.y), above: 0.03)))
    #expect(abs(regimes[3].points[100].y) > 3)
    let critical = try runs("edge", 5).runs.map { below(0.03, $0.points.map { abs($0.y) }) ?? 999 }
    #expect(critical.min() == critical[1])
    let same = try runs("edge", 6).runs.map { below(0.03, $0.points.map { abs($0.y) }) ?? 999 }
    #expect(same[2] >= same[0], "thirty times η dies down no sooner")
  }

  @Test func `a lecture is walked with a presenter's clicker, and played with in between`() throws {
    let lecture = try lecture("saddle")
    var model = try Model(lecture: lecture, surfaces: Shipped.all)
    #expect(model.stage.isPlaying == false && model.walk?.isRevealed == false)
    _ = model.press("pagedown")
    #expect(model.walk?.isRevealed == true && model.stage.isPlaying)
    for key in ["b", "s", "D", "end"] { _ = model.press(key) }
    _ = model.press("pagedown")
    #expect(model.walk?.index == 1 && model.race == lecture.scenes[1].race)
    _ = model.press("backspace")
    #expect(model.walk?.index == 0 && model.race == lecture.scenes[0].race)
    for _ in 0..<40 { _ = model.press("enter") }
    #expect(model.walk?.index == lecture.scenes.count - 1)
    #expect(model.message?.contains("end of the lecture") == true)
  }

  @Test(arguments: [(120, 40), (80, 24)])
  func `question and caption are whole on the screen`(columns: Int, rows: Int) throws {
    for name in ShippedLectures.stems {
      let lecture = try lecture(name)
      var model = try Model(lecture: lecture, surfaces: Shipped.all)
      for scene in lecture.scenes {
        for words in [scene.question, scene.caption] where !words.isEmpty {
          var memory = TerrainMemory()
          let text = Screen.scene(of: model, columns: columns, rows: rows, memory: &memory).grid()
            .text
          let joined = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
          let wanted = words.split(whereSeparator: \.isWhitespace).joined(separator: " ")
          #expect(joined.contains(wanted), "\(name): \(words)")
          _ = model.press("pagedown")
        }
      }
    }
  }

  private static let mistakes: [(String, String)] = [
    ("title = \"a\"", "at least one [[scene]]"),
    ("[[scene]]\ncaption = \"a\"", "scene 1: 'optimizers' must be a list"),
    ("[[scene]]\noptimizers = [\"adm\"]", "did you mean adam"),
    ("[[scene]]\noptimizers = [\"adam\"]\nsurface = \"nowhere\"", "no surface is called"),
    ("[[scene]]\noptimizers = [\"adam\"]\nformula = \"x +\"", "ends too early"),
    ("[[scene]]\noptimizers = [\"adam\"]\npane = \"what\"", "\"why\" or \"theory\""),
    ("[[scene]]\noptimizers = [\"adam\"]\ncolour = 1", "unknown key 'colour'"),
  ]

  @Test(arguments: mistakes)
  func `a mistake in a lecture is told with its scene`(text: String, words: String) {
    #expect {
      _ = try Lecture(toml: text, file: "a.toml", surfaces: Shipped.all)
    } throws: { "\($0)".contains(words) }
  }
}
