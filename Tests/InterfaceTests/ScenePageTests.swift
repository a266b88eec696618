import Foundation
import Landscapes
import Lectures
import Surfaces
import Testing

@testable import Interface

/// `docs/scenes.md` and `docs/teaching.md` speak of scenes that there are.
@Suite struct ScenePageTests {
  private func page(_ name: String) throws -> String {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    return try String(contentsOf: root.appendingPathComponent("docs/\(name)"), encoding: .utf8)
  }

  private func lecture(_ name: String) throws -> Lecture {
    let text = try #require(ShippedLectures.quickText(named: name), "\(name)")
    return try Lecture(toml: text, file: name, surfaces: Shipped.all)
  }

  @Test func `the list of scenes has every scene of the course under its title`() throws {
    var expected: [String] = []
    for name in ShippedLectures.stems {
      let lecture = try lecture(name)
      expected.append("## \(name): \(lecture.title)")
      expected += lecture.scenes.enumerated().map { "| \($0.offset + 1) | \($0.element.title) |" }
    }
    let lines = try page("scenes.md").split(separator: "\n").filter {
      $0.hasPrefix("## ") || $0.wholeMatch(of: #/\| \d+ \|.*/#) != nil
    }
    #expect(lines.count == expected.count)
    for (line, words) in zip(lines, expected) {
      #expect(line.hasPrefix(words), "\(line)")
      guard line.hasPrefix("|") else { continue }
      #expect(line.dropFirst(words.count).count > 30, "\(line) shows nothing")
    }
  }

  @Test func `a lecture and a scene that the page for lecturers names are there`() throws {
    let text = try page("teaching.md")
    var found = 0
    for match in text.matches(of: #/`(?:ravine lecture )?([a-z-]+)`,?(?: scenes?)? (\d[\d, and]*)/#)
    {
      guard ShippedLectures.stems.contains(String(match.1)) else { continue }
      let scenes = try lecture(String(match.1)).scenes
      for number in match.2.matches(of: #/\d+/#).compactMap({ Int($0.0) }) {
        #expect(scenes.indices.contains(number - 1), "\(match.0)")
        found += 1
      }
    }
    #expect(found > 25, "\(found)")
    let challenges = text.matches(of: #/\| `[a-z-]+` \| `([a-z-]+)`/#).map { String($0.1) }
    #expect(challenges.count >= 8)
    for name in challenges {
      #expect(Challenge.all.contains { $0.name == name }, "\(name)")
    }
  }
}
