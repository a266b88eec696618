/// A terrain with fewer heights, enough for smooth lines in a small file.
struct Thinning {
  let field: [Double]
  let columns: Int
  let rows: Int

  init(_ terrain: Terrain) {
    let width = terrain.columns * 2
    let height = terrain.rows * 4
    let across = max(1, width / 100)
    let down = max(1, height / 100)
    columns = width / across
    rows = height / down
    var thin: [Double] = []
    thin.reserveCapacity(columns * rows)
    for row in 0..<rows {
      for column in 0..<columns {
        thin.append(terrain.field[(row * down + down / 2) * width + column * across + across / 2])
      }
    }
    field = thin
  }
}
