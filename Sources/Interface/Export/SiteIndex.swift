import Documents
import Drawing
import Formulas
import Landscapes
import Trajectories

extension Site {
  /// The first page: every lecture with the paths of its first scene.
  func index(_ surfaces: [Surface], _ theme: Theme) throws(DocumentError) -> String {
    var items: [Markup] = []
    var colors = ColorPairs()
    for (number, chapter) in chapters.enumerated() {
      let time = chapter.lecture.minutes.map { ", \($0) minutes" } ?? ""
      let words = Markup(
        "div", [:],
        [
          Markup(
            "a", ["href": "\(chapter.stem).html"], text: "\(number + 1). \(chapter.lecture.title)"),
          Markup("p", text: chapter.lecture.story),
          Markup("p", ["class": "aside"], text: "\(chapter.lecture.scenes.count) scenes\(time)"),
        ])
      let picture = try emblem(of: chapter, number: number, surfaces, theme, &colors)
      items.append(Markup("li", [:], [Markup("div", ["class": "chapter"], [picture, words])]))
    }
    let minutes = chapters.reduce(0) { $0 + ($1.lecture.minutes ?? 0) }
    return Site.document(
      title,
      [
        Markup("h1", text: title),
        Markup(
          "p",
          text:
            "\(chapters.count) lectures, about \(minutes) minutes. Each scene asks first: answer "
            + "before you look. The command under a picture shows it in a terminal, where every knob can be turned."
        ),
        Markup("ol", ["class": "course"], items),
      ], colors)
  }

  /// The paths of the first scene on one map.
  private func emblem(
    of chapter: Chapter, number: Int, _ surfaces: [Surface], _ theme: Theme,
    _ colors: inout ColorPairs
  ) throws(DocumentError) -> Markup {
    guard let scene = chapter.lecture.scenes.first else { return Markup("figure") }
    let race = try scene.race()
    var model: Model
    do {
      model = try Model(race: race, surfaces: surfaces, stage: scene.stage)
    } catch {
      throw DocumentError(file: chapter.lecture.file, line: nil, message: error.message)
    }
    model.finish()
    model.stage.playback.isPlaying = false
    model.stage.playback.playhead = Double(race.steps)
    model.stage.showsArrows = false
    // Too small for numbers beside its axes.
    let (columns, rows) = (32, 9)
    var memory = TerrainMemory()
    let screen = Screen(model: model, columns: columns, rows: rows)
    let map = screen.map(
      of: Array(race.racers.indices), columns: columns, rows: rows, memory: &memory)
    var sheet = Sheet(columns: columns, rows: rows)
    sheet.add(map, at: CellRect(column: 0, row: 0, columns: columns, rows: rows))
    let picture = sheet.svg(
      light: theme, title: chapter.lecture.title, prefix: "p\(number)", &colors)
    return Markup("figure", [:], [picture])
  }
}
