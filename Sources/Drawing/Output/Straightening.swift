/// Leaves out points that a straight line passes by closer than the eye can tell.
enum Straightening {
  static func kept(_ points: [SIMD2<Double>], tolerance: Double = 0.2) -> [SIMD2<Double>] {
    guard points.count > 2 else { return points }
    var kept = [points[0]]
    var start = 0
    for index in 1..<points.count - 1 {
      let from = points[start]
      let along = points[index + 1] - from
      let length = (along.x * along.x + along.y * along.y).squareRoot()
      let isPassed = points[(start + 1)...index].allSatisfy { point in
        let offset = point - from
        let cross = abs(along.x * offset.y - along.y * offset.x)
        let dot = along.x * offset.x + along.y * offset.y
        return cross <= tolerance * length && dot >= 0 && dot <= length * length
      }
      // A bounded look back keeps long straight lines cheap.
      if !isPassed || index - start > 40 {
        kept.append(points[index])
        start = index
      }
    }
    kept.append(points[points.count - 1])
    return kept
  }
}
