import Drawing
import Foundation
import Landscapes
import Lectures
import Surfaces
import Testing
import Trajectories

@testable import Interface

/// The pages of the site as they are written; `Tests/Site/run` plays them in a browser.
@Suite struct SiteTests {
  private func lecture(_ name: String) throws -> Lecture {
    let text = try #require(ShippedLectures.quickText(named: name))
    return try Lecture(toml: text, file: name, surfaces: Shipped.all)
  }

  private var playing: Handout.Options {
    var options = Handout.Options()
    options.plays = true
    return options
  }

  /// Names of colours that a text uses, and those that its style gives colours.
  private func names(_ text: String) -> (used: Set<Substring>, light: Int, dark: Int) {
    let used = Set(text.matches(of: #/var\((--p\d+)\)/#).map(\.1))
    let lists = text.matches(of: #/:root \{ (--p[^}]*)\}/#).map {
      $0.1.matches(of: #/--p\d+: #[0-9a-fA-F]{6};/#).count
    }
    return (used, lists.first ?? 0, lists.last ?? 0)
  }

  @Test(arguments: ["learning-rate", "look-ahead", "following-edge"])
  func `pictures that play have both colours, wait with what is to come, and suit a phone`(
    name: String
  ) throws {
    let lecture = try lecture(name)
    let handout = try Handout(of: lecture, source: name, surfaces: Shipped.all, playing)
    for part in handout.parts {
      let (wide, narrow) = (part.picture.text, try #require(part.narrowPicture).text)
      for picture in [wide, narrow] {
        // Themes differ in nothing but colours.
        #expect(!picture.contains("fill=\"#") && !picture.contains("stroke=\"#"))
        // What became of a racer stands only in what waits for the end.
        let open = picture.replacing(#/<g class="still">[\s\S]*?<\/g>/#, with: "")
        for words in ["going<", "minimum<", "out up<", "oscillating"] where picture.contains(words)
        {
          #expect(!open.contains(words), "\(part.title): \(words)")
        }
        #expect(picture.contains("class=\"still\""))
      }
      #expect(narrow.contains("viewBox=\"0 0 560 "))
      // The pane stands on both, and the chart with it.
      #expect(narrow.contains(">curvature") == wide.contains(">curvature"))
      #expect(narrow.components(separatedBy: "class=\"cursor\"").count == 2)
    }
    // Of a chart over η nothing is seen before the end; all others count steps.
    let cursors = handout.parts.map { part in
      (part.picture.text + (part.narrowPicture?.text ?? "")).matches(of: #/class="cursor"[^>]*>/#)
        .map { $0.0.contains("data-counts=\"steps\"") }
    }
    for (scene, counts) in zip(lecture.scenes, cursors) where name == "learning-rate" {
      #expect(counts == Array(repeating: scene.stage.quantity != .tolerance, count: 2))
    }
    let panes = lecture.scenes.count { $0.stage.pane != nil }
    let commands = handout.parts.count { $0.command.contains("--pane") }
    #expect(commands >= panes && (panes > 0) == (commands > 0))
  }

  @Test func `the index has a picture a lecture in the colours of both pages`() throws {
    let names = ["ravine", "ball", "noise"]
    let site = Site(
      title: "Course", chapters: try names.map { Site.Chapter(stem: $0, lecture: try lecture($0)) })
    #expect(site.files.count == 6 && Set(site.files).isSuperset(of: ["index.html", "noise.html"]))
    let page = try site.index(Shipped.all, .day)
    #expect(page.components(separatedBy: "<svg ").count == 4 && !page.contains("fill=\"#"))
    let colors = self.names(page)
    #expect(colors.used.count == colors.light && colors.light == colors.dark)
    #expect(colors.light > 8)
    // The lowest ground is pale on the light page and deep on the dark one.
    let ground = page.matches(of: #/:root \{ --p0: (#[0-9a-fA-F]{6});/#).map { $0.1.lowercased() }
    let themes = [Theme.day, .night].map {
      $0.color(of: .terrain(Ground(.lowest))).hex.lowercased()
    }
    #expect(ground == themes, "\(ground)")
  }
}
