import Foundation
import Landscapes
import Surfaces
import Testing

@Suite struct SurfaceLawTests {
  /// Points all over a view, off the symmetry lines.
  private func points(of surface: Surface) -> [Point] {
    (0..<7).flatMap { row in
      (0..<7).map { column in
        surface.view.point(
          atFraction: Vector((Double(column) + 0.43) / 7, (Double(row) + 0.61) / 7))
      }
    }
  }

  /// A sixth-order central difference along an axis.
  private func difference(_ f: (Point) -> Double, at point: Point, along axis: Vector, step: Double)
    -> Double
  {
    let weights = [3.0 / 4, -3.0 / 20, 1.0 / 60]
    return weights.enumerated().reduce(0) { sum, entry in
      let move = axis * (step * Double(entry.offset + 1))
      return sum + entry.element * (f(point + move) - f(point - move))
    } / step
  }

  @Test func `every file in the folder is listed and readable`() {
    #expect(Shipped.all.count == Shipped.stems.count)
    #expect(Shipped.stems.count >= 24)
    #expect(Set(Shipped.stems).count == Shipped.stems.count)
  }

  @Test(arguments: Shipped.all)
  func `the gradient agrees with central differences`(surface: Surface) throws {
    let landscape = try surface.landscape()
    let step = surface.view.shorterSide * 2e-4
    for point in points(of: surface) {
      let gradient = landscape.sample(at: point).gradient
      let size = abs(landscape.value(at: point)) + gradient.length * surface.view.shorterSide
      for (axis, exact) in [(Vector(1, 0), gradient.x), (Vector(0, 1), gradient.y)] {
        let found = difference({ landscape.value(at: $0) }, at: point, along: axis, step: step)
        // Rounding of the values over the step, and the truncation of the difference.
        let tolerance = size * 1e-15 / step * 20 + abs(exact) * 1e-7 + 1e-9 * size
        #expect(abs(found - exact) <= tolerance, "\(surface.name) at \(point)")
      }
    }
  }

  @Test(arguments: Shipped.all)
  func `the Hessian agrees with differences of the gradient`(surface: Surface) throws {
    let landscape = try surface.landscape()
    let step = surface.view.shorterSide * 2e-4
    for point in points(of: surface) {
      let hessian = landscape.hessian(at: point)
      let size = max(abs(hessian.xx), abs(hessian.xy), abs(hessian.yy))
      let slope = landscape.sample(at: point).gradient.length
      let tolerance = (slope + size * surface.view.shorterSide) * 1e-14 / step + size * 1e-6
      let entries: [(Vector, (Sample) -> Double, Double)] = [
        ([1, 0], \.gradient.x, hessian.xx), ([0, 1], \.gradient.x, hessian.xy),
        ([1, 0], \.gradient.y, hessian.xy), ([0, 1], \.gradient.y, hessian.yy),
      ]
      for (axis, part, exact) in entries {
        let found = difference(
          { part(landscape.sample(at: $0)) }, at: point, along: axis, step: step)
        #expect(abs(found - exact) <= tolerance, "\(surface.name) at \(point)")
      }
    }
  }

  @Test(arguments: Shipped.all)
  func `the gradient vanishes and the value is least at every listed minimum`(surface: Surface)
    throws
  {
    let landscape = try surface.landscape()
    let field = landscape.field(over: surface.view, columns: 60, rows: 60)
    let lowest = field.min() ?? 0
    let values = surface.minima.map { landscape.value(at: $0) }
    for (minimum, value) in zip(surface.minima, values) {
      let scale = max(1, landscape.hessian(at: minimum).eigenvalues.largest)
      #expect(landscape.sample(at: minimum).gradient.length <= 1e-13 * scale + 1e-12)
      #expect(surface.view.contains(minimum))
      // McCormick falls without bound beyond the far corner, inside its customary view.
      #expect(value <= lowest + 1e-9 || surface.name == "McCormick")
      for angle in stride(from: 0.0, to: 6.28, by: 0.39) {
        let near = minimum + Vector(angle.cosine, angle.sine) * surface.view.shorterSide * 1e-3
        #expect(landscape.value(at: near) >= value)
      }
    }
    if let first = values.first {
      #expect(values.allSatisfy { abs($0 - first) <= 1e-9 * max(1, abs(first)) })
    }
  }

  @Test(arguments: Shipped.all)
  func `all is finite in the view and the start is in it`(surface: Surface) throws {
    let landscape = try surface.landscape()
    #expect(landscape.field(over: surface.view, columns: 41, rows: 41).allSatisfy { $0.isFinite })
    #expect(surface.view.contains(surface.start))
    // A mean may be flat where its rows are not.
    let here = [
      landscape.sample(at: surface.start), landscape.sample(at: surface.start, rows: [0]),
    ]
    #expect(here.contains { $0.gradient.length > 0 })
    #expect(!surface.story.isEmpty && !surface.source.isEmpty)
  }

  @Test(arguments: Shipped.all)
  func `one point, value with gradient, and blocks give the same bits`(surface: Surface) throws {
    let landscape = try surface.landscape()
    let columns = 37
    let rows = 5
    let field = landscape.field(over: surface.view, columns: columns, rows: rows)
    let step = surface.view.size / Vector(Double(columns), Double(rows))
    for row in 0..<rows {
      for column in 0..<columns {
        let point = Point(
          surface.view.low.x + (Double(column) + 0.5) * step.x,
          surface.view.high.y - (Double(row) + 0.5) * step.y)
        let value = landscape.value(at: point)
        #expect(value.bitPattern == field[row * columns + column].bitPattern)
        #expect(value.bitPattern == landscape.sample(at: point).value.bitPattern)
      }
    }
  }

  @Test(arguments: Shipped.all)
  func `a block of gradients has the same bits as one by one`(surface: Surface) throws {
    let landscape = try surface.landscape()
    let size = surface.view.size
    let points = (0..<97).map { index in
      surface.view.low + size * Vector(Double(index % 11) / 10.3, Double(index / 11) / 9.1)
    }
    var (values, slopesX, slopesY) = (
      [Double](repeating: 0, count: points.count), [Double](repeating: 0, count: points.count),
      [Double](repeating: 0, count: points.count)
    )
    points.map(\.x).withUnsafeBufferPointer { x in
      points.map(\.y).withUnsafeBufferPointer { y in
        values.withUnsafeMutableBufferPointer { values in
          slopesX.withUnsafeMutableBufferPointer { slopesX in
            slopesY.withUnsafeMutableBufferPointer { slopesY in
              landscape.samples(x: x, y: y, values: values, slopesX: slopesX, slopesY: slopesY)
            }
          }
        }
      }
    }
    for (index, point) in points.enumerated() {
      let one = landscape.sample(at: point)
      #expect(one.value.bitPattern == values[index].bitPattern)
      #expect(one.gradient.x.bitPattern == slopesX[index].bitPattern)
      #expect(one.gradient.y.bitPattern == slopesY[index].bitPattern)
    }
  }

  /// Evenly spaced lines on a bowl; on a valley with walls a hundred times as high they would all
  /// lie on the walls.
  @Test(arguments: [
    ("x^2 + y^2", Surface.Levels.linear), ("sin(x) + cos(y)", .linear), ("x + 2y", .linear),
    ("(1-x)^2 + 100(y-x^2)^2", .log), ("exp(2x^2 + 2y^2)", .log),
  ])
  func `a formula's levels suit its heights`(formula: String, levels: Surface.Levels) throws {
    #expect(try Surface(formula: formula).levels == levels)
  }

  @Test(arguments: Shipped.all)
  func `a surface written as TOML reads back the same`(surface: Surface) throws {
    let again = try Surface(toml: surface.toml.joined(separator: "\n"), file: "again.toml")
    #expect(again == surface)
  }

  @Test func `known values`() throws {
    let known: [(String, Point, Double)] = [
      ("branin", Point(Double.pi, 2.275), 0.39788735772973816),
      ("camel-6", Point(0.08984201368301331, -0.7126564032704135), -1.0316284534898774),
      ("goldstein-price", Point(0, -1), 3),
      ("mccormick", Point(-0.5471975511965976, -1.5471975511965976), -1.9132229549810367),
      ("styblinski-tang", Point(-2.903534027771178, -2.903534027771178), -78.33233140754282),
      ("easom", Point(Double.pi, Double.pi), -1), ("levy-13", Point(1, 1), 0),
    ]
    for (name, point, value) in known {
      let surface = try #require(Shipped.named(name))
      let found = try surface.landscape().value(at: point)
      #expect(abs(found - value) < 1e-12)
    }
  }

  @Test(arguments: [
    "Rosenbrock", "rosenbrock", "ROSENBROCK", "levy 13", "Lévy-13", "ravine kappa", "Ravine κ",
    "camel 3", "styblinski tang", "two_wells",
  ])
  func `a name matches by its letters and digits`(name: String) {
    #expect(Shipped.named(name) != nil)
  }
}

extension Double {
  fileprivate var cosine: Double { cos(self) }
  fileprivate var sine: Double { sin(self) }

  @Test func `the minimum at the end of a bent valley is found`() throws {
    for (formula, view, minimum) in [
      ("(1-x)^2 + 100(y-x^2)^2", View(x: -2...2, y: -1...3), Point(1, 1)),
      ("(1-y)^2 + 100(x-y^2)^2", View(x: -1...3, y: -2...2), Point(1, 1)),
      ("(x-1)^2 + 300(y-sin(2x))^2", View(x: -2...2, y: -2...2), Point(1, sin(2))),
    ] {
      let surface = try Surface(formula: formula, view: view)
      #expect(surface.minima.count == 1)
      #expect((try #require(surface.minima.first) - minimum).length < 1e-8)
    }
  }
}
