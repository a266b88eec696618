import Documents
import Drawing
import Landscapes
import Trajectories

extension Model {
  /// What the mouse can ask for.
  public enum Pointing: Sendable {
    /// The button went down.
    case press
    /// The mouse moved, with the button down or not.
    case move
    /// The button came up.
    case release
    /// The wheel turned.
    case wheel(closer: Bool)
  }

  /// Where the button went down.
  enum Pressed: Sendable {
    /// On a map: the start is dragged.
    case map
    /// On the atlas: its cross is.
    case atlas
  }

  /// Answers the mouse: a click or a drag moves the start with the paths bending live, the wheel
  /// zooms at the pointer, and what lies under it is told.
  public mutating func point(
    _ pointing: Pointing, column: Int, row: Int, columns: Int, rows: Int
  ) {
    if case .press = pointing { stage.showsHints = false }
    if case .release = pointing {
      if pressed != nil { track.keepHeld() }
      pressed = nil
      return
    }
    guard stage.mode == .race || stage.mode == .cross else { return }
    if pointAtAtlas(pointing, column: column, row: row, columns: columns, rows: rows) { return }
    guard stage.camera.relief == nil else { return }
    guard let (panel, place) = place(column: column, row: row, columns: columns, rows: rows),
      place.isFinite
    else {
      stage.pointer = nil
      return
    }
    stage.pointer = place
    message = nil
    switch pointing {
    case .press:
      if panel < race.racers.count, !stage.isOneMap { stage.focus = panel }
      pressed = .map
      track.hold()
      follow { $0.changeHeld { $0.start = place } }
    case .move where pressed == .map: follow { $0.changeHeld { $0.start = place } }
    case .move: break
    case .wheel(let closer):
      stage.camera.zoom(by: closer ? 0.8 : 1.25, about: place, from: view)
    case .release: break
    }
  }

  /// The panel whose map holds a cell, and the point of the surface there.
  func place(column: Int, row: Int, columns: Int, rows: Int) -> (panel: Int, point: Point)? {
    let screen = Screen(model: self, columns: columns, rows: rows)
    guard let layout = screen.layout else { return nil }
    for (index, panel) in layout.panels.enumerated() {
      let map = panel.map
      guard (map.column..<map.endColumn).contains(column), (map.row..<map.endRow).contains(row)
      else { continue }
      let shown = screen.shownView(columns: map.columns, rows: map.rows)
      let fraction = Vector(
        (Double(column - map.column) + 0.5) / Double(map.columns),
        1 - (Double(row - map.row) + 0.5) / Double(map.rows))
      return (index, shown.point(atFraction: fraction))
    }
    return nil
  }
}
