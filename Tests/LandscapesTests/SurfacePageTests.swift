import Foundation
import Testing

@testable import Formulas
@testable import Landscapes

/// The page about surfaces against what is there.
struct SurfacePageTests {
  private static let page = try? String(
    contentsOf: URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("docs/surfaces.md"), encoding: .utf8)

  @Test func `every field has its row, in the order of the file`() throws {
    let page = try #require(SurfacePageTests.page)
    let rows = page.matches(of: /\n\| `([a-z0-9]+)` \|/).map { String($0.1) }
    #expect(rows == Surface.keys)
  }

  @Test func `every function is named, and none that is not there`() throws {
    let page = try #require(SurfacePageTests.page)
    let row = try #require(page.split(separator: "\n").first { $0.hasPrefix("| functions |") })
    let named = row.matches(of: /`([a-z ]+)`/).flatMap {
      $0.1.split(separator: " ").map(String.init)
    }
    #expect(Set(named) == Set(Formulas.Operation.functions.keys) && named.count == Set(named).count)
  }
}
