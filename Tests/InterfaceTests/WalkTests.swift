import Drawing
import Foundation
import Landscapes
import Optimizers
import Surfaces
import Testing
import Trajectories

@testable import Interface

/// The walks that docs/architecture.md describes.
@Suite struct WalkTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  @Test func `b goes from the key to the cell`() throws {
    let surface = try #require(Shipped.named("rosenbrock"))
    let race = Race(surface: surface, racers: [try Racer("momentum:eta=0.001"), try Racer("adam")])
    var model = try Model(race: race, surfaces: Shipped.all)
    model.stage.playback.isPlaying = false
    model.stage.playback.playhead = 30
    model.stage.knobs.actsFromHere = false
    // The key is a command,
    #expect(KeyTable.standard.command(for: "b") == .turn(.firstDecay, up: true))
    let (before, runs) = (model.race, model.runs)
    var memory = TerrainMemory()
    func grid() -> Grid {
      Screen.sheet(of: model, columns: 120, rows: 40, memory: &memory).grid()
    }
    let seen = grid()
    _ = model.press("b")
    // the command moves a knob by a notch,
    let rule = before.racers[0].rule
    let knob = try #require(before.racers[0].knob("beta"))
    let value = try #require(rule["beta"])
    let turned = knob.moved(value, up: true)
    #expect(model.race.racers[0]["beta"] == turned && turned != value)
    // the history remembers,
    #expect(model.track.history.past.last == before)
    // the paths that differ are walked anew,
    #expect(model.runs[0].points == model.race.record(0, on: model.track.landscape).points)
    #expect(model.runs[0].points != runs[0].points && model.runs[1].points == runs[1].points)
    // and the cells that change are those of this racer's panel, the chart and the lines around.
    let after = grid()
    #expect(after != seen)
    #expect(after.text.contains("β \(turned)"))
    _ = model.press("u")
    #expect(model.race == before && model.runs[0].points == runs[0].points)
  }

  @Test func `every file that the architecture names is there`() throws {
    let text = try String(
      contentsOf: WalkTests.root.appending(path: "docs/architecture.md"), encoding: .utf8)
    let names = text.matches(of: #/`([A-Za-z/]+\.swift)`/#).map { String($0.1) }
    #expect(names.count > 20)
    for name in names {
      let places = ["Sources/\(name)", name].map { WalkTests.root.appending(path: $0).path }
      #expect(places.contains { FileManager.default.fileExists(atPath: $0) }, "\(name)")
    }
  }

  @Test func `every folder of the sources is in the tree of the architecture`() throws {
    let text = try String(
      contentsOf: WalkTests.root.appending(path: "docs/architecture.md"), encoding: .utf8)
    let sources = WalkTests.root.appending(path: "Sources")
    let folders = try #require(
      FileManager.default.enumerator(at: sources, includingPropertiesForKeys: [.isDirectoryKey]))
    for case let folder as URL in folders
    where folder.lastPathComponent != "include" && folder.pathExtension != "docc" {
      guard try folder.resourceValues(forKeys: [.isDirectoryKey]).isDirectory == true else {
        continue
      }
      #expect(text.contains("\(folder.lastPathComponent)/"), "\(folder.lastPathComponent)")
    }
  }

  /// Modules hand out types with what belongs to them, not functions and members for everybody.
  @Test func `no module leaks globals or extends the standard library in public`() throws {
    let sources = WalkTests.root.appending(path: "Sources")
    let files = try #require(
      FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil))
    var count = 0
    for case let file as URL in files where file.pathExtension == "swift" {
      var isForeign = false
      for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
        if line.hasPrefix("}") { isForeign = false }
        if line.hasPrefix("extension ") {
          isForeign = [
            "SIMD", "Double", "Int", "String", "Substring", "Array", "[", "Character", "Unicode",
            "Sequence", "Collection",
          ].contains { line.dropFirst("extension ".count).hasPrefix($0) }
          // What a type needs to be one of the module's own kind is no leak.
          if line.contains(": ") { isForeign = false }
        }
        let isLeak =
          ["public func", "public let", "public var"].contains { line.hasPrefix($0) }
          || (isForeign && line.contains("public "))
        #expect(!isLeak, "\(file.lastPathComponent): \(line)")
        count += 1
      }
    }
    #expect(count > 5000)
  }
}
