import Documents
import Drawing
import Landscapes
import Trajectories

extension Model {
  /// What the mouse can ask for.
  public enum Pointing: Sendable {
    /// The button went down.
    case press
    /// The mouse moved with the button down.
    case drag
    /// The button came up.
    case release
    /// The wheel turned.
    case wheel(closer: Bool)
  }

  /// Answers the mouse: a click or a drag moves the start with the paths bending live, the wheel
  /// zooms at the pointer.
  public mutating func point(
    _ pointing: Pointing, column: Int, row: Int, columns: Int, rows: Int
  ) {
    guard stage.mode != .help, stage.relief == nil else { return }
    if case .release = pointing {
      if let before = dragged { remember(before) }
      dragged = nil
      return
    }
    guard let (panel, place) = place(column: column, row: row, columns: columns, rows: rows) else {
      return
    }
    guard place.isFinite else { return }
    switch pointing {
    case .press:
      if panel < race.racers.count, !stage.isOneMap { stage.focus = panel }
      dragged = race
      change({ $0.start = place }, remember: false)
      message = "start \(brief(place, digits: 4))"
    case .drag:
      guard dragged != nil else { return }
      change({ $0.start = place }, remember: false)
      message = "start \(brief(place, digits: 4))"
    case .wheel(let closer):
      let zoomed = view.scaled(by: closer ? 0.8 : 1.25, about: place)
      if zoomed.isUsable { stage.view = zoomed }
    case .release: break
    }
  }

  /// The panel whose map holds a cell, and the point of the surface there.
  func place(column: Int, row: Int, columns: Int, rows: Int) -> (panel: Int, point: Point)? {
    guard let layout = layout(columns: columns, rows: rows) else { return nil }
    for (index, panel) in layout.panels.enumerated() {
      let map = panel.map
      guard (map.column..<map.endColumn).contains(column), (map.row..<map.endRow).contains(row)
      else { continue }
      let shown = shownView(columns: map.columns, rows: map.rows)
      let fraction = Vector(
        (Double(column - map.column) + 0.5) / Double(map.columns),
        1 - (Double(row - map.row) + 0.5) / Double(map.rows))
      return (index, shown.point(atFraction: fraction))
    }
    return nil
  }
}
