import Documents
import Drawing
import Foundation
import Landscapes
import Lectures
import Optimizers
import Surfaces
import Testing
import Trajectories

@testable import Interface

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite struct HandoutTests {
  private var small: Handout.Options {
    var options = Handout.Options()
    (options.columns, options.rows) = (80, 24)
    return options
  }

  @Test(arguments: ShippedLectures.stems)
  func `every scene is there, and the page needs nothing beside it`(stem: String) throws {
    let text = try #require(ShippedLectures.quickText(named: stem))
    let lecture = try Lecture(toml: text, file: stem, surfaces: Shipped.all)
    let handout = try Handout(of: lecture, source: stem, surfaces: Shipped.all, small)
    let later = lecture.scenes.count { $0.later != nil }
    #expect(handout.parts.count == lecture.scenes.count + later && handout.home == lecture.home)
    let page = handout.html
    for scene in lecture.scenes {
      for words in [scene.caption, scene.question, scene.later?.caption ?? ""] where !words.isEmpty
      {
        let isThere = page.contains(Markup(text: words).text.dropLast())
        #expect(isThere, "\(words)")
      }
    }
    #expect(page.components(separatedBy: "<svg ").count == lecture.scenes.count + later + 1)
    // Names within the page are unique, or one picture would take the terrain of another.
    let names = page.components(separatedBy: " id=\"").dropFirst().map { $0.prefix { $0 != "\"" } }
    #expect(Set(names).count == names.count && !names.isEmpty)
    // What is referred to lies within the page.
    for word in ["src=", "http-equiv", "<script", "<link", "@import"] {
      let isThere = page.contains(word)
      #expect(!isThere, "\(word)")
    }
    let targets = page.components(separatedBy: "href=\"").dropFirst().map {
      $0.prefix { $0 != "\"" }
    }
    #expect(targets.allSatisfy { $0.hasPrefix("#") && names.contains($0.dropFirst()) })
    for part in handout.parts {
      #expect(XMLParser(data: Data(part.picture.text.utf8)).parse())
      #expect(part.command.hasPrefix("ravine "))
    }
  }

  @Test func `a run has a part a note and one for its end`() throws {
    var race = Race(
      surface: try #require(Shipped.named("rosenbrock")), racers: [try Racer("adam:eta=0.1")],
      steps: 80)
    race.notes = [Note(step: 40, text: "second"), Note(step: 7, text: "first")]
    race.turn(0, "beta", to: .number(0.5), from: 20)
    let model = try Model(race: race, surfaces: Shipped.all)
    let handout = Handout(of: model, source: "my run.txt", small)
    #expect(handout.command == "ravine replay 'my run.txt'")
    #expect(handout.parts.map(\.title) == ["Step 7", "Step 40", "Step 80: the end"])
    #expect(handout.parts.map(\.words).prefix(2) == ["first", "second"])
    #expect(handout.parts[1].outcomes[0].step == 40)
    #expect(handout.introduction.contains { $0.contains("From step 20 on Adam runs with β = 0.5") })
    let picture = handout.markdown.components(separatedBy: "data:image/svg+xml;base64,")[1]
      .prefix { $0 != ")" }
    let data = try #require(Data(base64Encoded: String(picture)))
    #expect(String(decoding: data, as: UTF8.self) == handout.parts[0].picture.text)
  }

  @Test func `texts of files are no markup`() throws {
    let lecture = try Lecture(
      toml: """
        title = "<script>alert(1)</script>"
        story = "a & b *not bold* [not](a-link)"
        [[scene]]
        title = "\\u001b[31mred"
        caption = "1 < 2 | \\"quoted\\""
        steps = 3
        optimizers = ["adam:label=<b>&"]
        """, file: "a.toml", surfaces: Shipped.all)
    let handout = try Handout(of: lecture, source: "a.toml", surfaces: Shipped.all, small)
    #expect(!handout.html.contains("<script") && !handout.html.contains("<b>"))
    #expect(handout.html.contains("1 &lt; 2 | &quot;quoted&quot;"))
    #expect(!handout.html.contains("\u{1B}") && !handout.markdown.contains("\u{1B}"))
    #expect(handout.markdown.contains("\\*not bold\\* \\[not\\](a-link)"))
    #expect(handout.markdown.contains("1 \\< 2 \\| \"quoted\""))
    #expect(XMLParser(data: Data(handout.parts[0].picture.text.utf8)).parse())
  }
}
