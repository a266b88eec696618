import Drawing
import Trajectories

/// Where everything stands on a screen of a given size.
struct Layout: Equatable {
  /// The places of one panel.
  struct Panel: Equatable {
    var title: CellRect
    var map: CellRect
    var footer: CellRect
  }

  /// The bar at the top.
  var status: CellRect
  /// The bar at the bottom.
  var keys: CellRect
  /// The panels; a single one where all racers share a map.
  var panels: [Panel]
  /// The chart; empty where a pane takes its place.
  var chart: CellRect
  /// The words of a lecture, above the keys.
  var caption: CellRect?
  /// The pane that explains, beside the chart or in its place.
  var pane: CellRect?

  /// The least size of a map.
  static let leastMap = (columns: 24, rows: 8)
  /// The least size of a screen.
  static let leastScreen = (columns: 40, rows: 14)

  /// How much room a pane wants.
  enum PaneHeight {
    /// Some lines.
    case text
    /// A map of its own.
    case map
  }

  /// Lays out a screen, or nil where it is too small.
  init?(
    columns: Int, rows: Int, racers: Int, oneMap: Bool, pane height: PaneHeight? = nil,
    captionRows: Int = 0, legendRows: @autoclosure () -> Int = 1
  ) {
    guard columns >= Layout.leastScreen.columns, rows >= Layout.leastScreen.rows else {
      return nil
    }
    status = CellRect(column: 0, row: 0, columns: columns, rows: 1)
    keys = CellRect(column: 0, row: rows - 1, columns: columns, rows: 1)
    var chartRows = rows < 18 ? 3 : rows < 30 ? 6 : rows / 4 + 1
    let hasPane = height != nil
    if hasPane, rows >= 18 {
      chartRows = min(max(chartRows, height == .map ? rows * 3 / 8 : 9, 9), rows / 2 - 2)
    }
    if captionRows > 0 {
      caption = CellRect(
        column: 0, row: rows - 1 - captionRows, columns: columns, rows: captionRows)
    }
    // A high screen that is too narrow for both side by side has the pane below the chart.
    let aboveRows = hasPane && columns < 100 && rows >= 44 ? 10 : 0
    let bottom = CellRect(
      column: 0, row: rows - 1 - captionRows - chartRows, columns: columns, rows: chartRows)
    chart = bottom
    if hasPane, columns >= 100, rows >= 30 {
      let share = columns * 9 / 20
      chart.columns = share
      pane = CellRect(
        column: share + 1, row: bottom.row, columns: columns - share - 1, rows: chartRows)
    } else if hasPane {
      chart.columns = aboveRows > 0 ? columns : 0
      chart.rows = aboveRows
      chart.row -= aboveRows
      pane = bottom
    }
    let room = CellRect(
      column: 0, row: 1, columns: columns, rows: rows - 2 - captionRows - chartRows - aboveRows)
    panels = Layout.panels(in: room, racers: racers, oneMap: oneMap, legendRows: legendRows())
  }

  /// The same layout some rows higher; bars may stand outside then.
  func raised(by rows: Int) -> Layout {
    func moved(_ rect: CellRect) -> CellRect {
      var rect = rect
      rect.row -= rows
      return rect
    }
    var layout = self
    layout.status = moved(status)
    layout.keys = moved(keys)
    layout.chart = moved(chart)
    layout.caption = caption.map(moved)
    layout.pane = pane.map(moved)
    layout.panels = panels.map {
      Panel(title: moved($0.title), map: moved($0.map), footer: moved($0.footer))
    }
    return layout
  }

  /// The panels in a part of the screen: one for each racer, or a single one for all.
  ///
  /// - Parameter legendRows: how many rows the names over a single map take.
  static func panels(
    in room: CellRect, racers: Int, oneMap: Bool, legendRows: @autoclosure () -> Int
  ) -> [Panel] {
    if !oneMap, let tiling = tiling(of: room, count: racers) {
      return panels(in: room, count: racers, tiling)
    }
    let names = min(legendRows(), max(1, room.rows - leastMap.rows - 1))
    return panels(in: room, count: 1, (1, 1), titleRows: names)
  }

  /// The columns and rows of panels whose maps have the largest smaller side; nil where no
  /// arrangement leaves room.
  private static func tiling(of room: CellRect, count: Int) -> (columns: Int, rows: Int)? {
    var best: (columns: Int, rows: Int)?
    var bestSide = 0
    for columns in 1...max(1, count) {
      let rows = (count + columns - 1) / columns
      let width = (room.columns - (columns - 1)) / columns
      let height = room.rows / rows - 2
      guard width >= leastMap.columns, height >= leastMap.rows else { continue }
      let side = min(width, height * 2)
      if side > bestSide {
        bestSide = side
        best = (columns, rows)
      }
    }
    return best
  }

  private static func panels(
    in room: CellRect, count: Int, _ tiling: (columns: Int, rows: Int), titleRows: Int = 1
  ) -> [Panel] {
    let width = (room.columns - (tiling.columns - 1)) / tiling.columns
    let height = room.rows / tiling.rows
    return (0..<count).map { index in
      let column = room.column + index % tiling.columns * (width + 1)
      let row = room.row + index / tiling.columns * height
      return Panel(
        title: CellRect(column: column, row: row, columns: width, rows: titleRows),
        map: CellRect(
          column: column, row: row + titleRows, columns: width, rows: height - 1 - titleRows),
        footer: CellRect(column: column, row: row + height - 1, columns: width, rows: 1))
    }
  }
}

extension Screen {
  /// Whether anything of a model can be shown on a screen of a given size.
  public static func fits(_ model: Model, columns: Int, rows: Int) -> Bool {
    Screen(model: model, columns: columns, rows: rows).layout != nil
  }

  /// Where everything stands, for drawing and for the mouse alike; nil where there is no room.
  var layout: Layout? {
    Layout(
      columns: columns, rows: rows, racers: model.race.racers.count, oneMap: isOneMap,
      pane: paneHeight, captionRows: captionRows, legendRows: legendRows)
  }

  /// How much room the pane wants; nil where there is none.
  var paneHeight: Layout.PaneHeight? {
    model.stage.pane.map { $0.sweeps == nil ? .text : .map }
  }

  /// How many rows the names over a single map take.
  var legendRows: Int { RacerLegend(screen: self, columns: columns).rows }

  /// Whether all paths share a map.
  var isOneMap: Bool { model.stage.isOneMap || model.stage.camera.relief != nil }
}
