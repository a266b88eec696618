import Documents
import Formulas
import Surfaces
import Testing

@testable import Landscapes

/// Losses over data: means over rows, exactly.
struct DataTests {
  private static let shipped = Shipped.all.filter { $0.table != nil }
  private static let names = shipped.map(\.name)

  private func surface(_ name: String) throws -> Surface { try #require(Shipped.named(name)) }

  /// Points all over a view, one that is not finite among them.
  private func points(in view: View) -> [Point] {
    (0..<19).map { index in
      let share = Vector(Double(index * 7 % 19) / 18, Double(index * 5 % 19) / 18)
      return view.low + share * view.size
    } + [Point(.infinity, 0)]
  }

  @Test func `eight surfaces have data`() { #expect(DataTests.names.count == 8) }

  @Test(arguments: names)
  func `value, slopes and curvatures are means over the rows`(name: String) throws {
    let surface = try surface(name)
    let table = try #require(surface.table).numbers
    let landscape = try surface.landscape()
    for point in points(in: surface.view).dropLast() {
      var (value, slopes, xx, xy, yy) = (0.0, Vector.zero, 0.0, 0.0, 0.0)
      for row in 0..<table.rowCount {
        let numbers = Dictionary(
          uniqueKeysWithValues: zip(table.names, table.columns.map { $0[row] }))
        let one = try FormulaLandscape(
          surface.formula, parameters: surface.parameters.merging(numbers) { $1 })
        value += one.sample(at: point).value
        slopes += one.sample(at: point).gradient
        let hessian = one.hessian(at: point)
        (xx, xy, yy) = (xx + hessian.xx, xy + hessian.xy, yy + hessian.yy)
        #expect(landscape.sample(at: point, rows: [Int32(row)]) == one.sample(at: point))
      }
      let count = Double(table.rowCount)
      let here = landscape.sample(at: point)
      func isClose(_ a: Double, _ b: Double) -> Bool { abs(a - b) <= 1e-13 * max(1, abs(a)) }
      #expect(isClose(here.value, value / count) && landscape.value(at: point) == here.value)
      #expect(
        isClose(here.gradient.x, slopes.x / count) && isClose(here.gradient.y, slopes.y / count))
      let hessian = landscape.hessian(at: point)
      #expect(
        isClose(hessian.xx, xx / count) && isClose(hessian.xy, xy / count)
          && isClose(hessian.yy, yy / count))
    }
  }

  @Test(arguments: names)
  func `eight points and blocks have the bits of one by one`(name: String) throws {
    let surface = try surface(name)
    let landscape = try surface.landscape()
    let points = points(in: surface.view)
    func bits(_ sample: Sample) -> [UInt64] {
      [sample.value, sample.gradient.x, sample.gradient.y].map(\.bitPattern)
    }
    let (xs, ys) = (points.map(\.x), points.map(\.y))
    var (values, slopesX, slopesY, alone) = (xs, xs, xs, xs)
    xs.withUnsafeBufferPointer { x in
      ys.withUnsafeBufferPointer { y in
        values.withUnsafeMutableBufferPointer { values in
          slopesX.withUnsafeMutableBufferPointer { slopesX in
            slopesY.withUnsafeMutableBufferPointer { slopesY in
              landscape.samples(x: x, y: y, values: values, slopesX: slopesX, slopesY: slopesY)
            }
          }
        }
        alone.withUnsafeMutableBufferPointer { landscape.values(x: x, y: y, into: $0) }
      }
    }
    let count = Int32(surface.rowCount)
    for (index, point) in points.enumerated() {
      let one = landscape.sample(at: point)
      let block = Sample(value: values[index], gradient: Vector(slopesX[index], slopesY[index]))
      #expect(bits(one) == bits(block) || one.value.isNaN && block.value.isNaN)
      #expect(alone[index].bitPattern == values[index].bitPattern || alone[index].isNaN)
      // Eight points, each with rows of its own.
      var eight = EightPoints()
      for lane in 0..<8 {
        let other = points[(index + lane) % points.count]
        (eight[lane], eight[8 + lane]) = (other.x, other.y)
      }
      let rows = (0..<3).map { look in
        SIMD8<Int32>((0..<8).map { Int32($0 * 5 + look * 3 + index) % count })
      }
      let seen = landscape.sample(at: eight, rows: rows)
      for lane in 0..<8 {
        let single = landscape.sample(
          at: Point(eight[lane], eight[8 + lane]), rows: rows.map { $0[lane] })
        let this = Sample(
          value: seen.value[lane], gradient: Vector(seen.gradient[lane], seen.gradient[8 + lane]))
        #expect(bits(single) == bits(this) || single.value.isNaN && this.value.isNaN)
      }
    }
  }

  @Test(arguments: [
    ("loss = \"x t\"", "name its table"), ("formula = \"x t\"\nrows = { t = [1] }", "write loss"),
    ("loss = \"x\"\nrows = { t = [1] }", "uses no column"),
    ("loss = \"x t\"\nformula = \"x\"\nrows = { t = [1] }", "not both"),
    ("loss = \"x t v\"\nrows = { t = [1], v = [1, 2] }", "equally long"),
    ("loss = \"x t\"\nrows = { t = [] }", "equally long and not empty"),
    ("loss = \"x t\"\nrows = { t = [nan] }", "finite numbers"),
    ("loss = \"x u\"\nrows = { t = [1] }", "'u'"),
    ("loss = \"x t\"\nrows = { t = [1] }\nparameters = { t = 2 }", "a column and a parameter"),
    ("loss = \"x t\"\ntable = \"t.csv\"", "only with that file"),
  ])
  func `what is wrong with a surface over data is told`(text: String, words: String) throws {
    let error = try #require(throws: DocumentError.self) { try Surface(toml: text, file: "a.toml") }
    #expect("\(error)".contains(words), "\(error)")
  }

  @Test(arguments: ["x", "y", "e", "pi"])
  func `a column that would be taken for something else is told`(name: String) throws {
    let error = try #require(throws: DocumentError.self) {
      try Surface(
        toml: "loss = \"x t\"\ntable = \"t.csv\"", file: "a.toml", data: .just("t,\(name)\n1,2\n"))
    }
    #expect("\(error)".contains("a column is called '\(name)'"), "\(error)")
  }

  /// What is found on some rows of a large table is there on all of them.
  @Test func `a large table is looked over by some of its rows, and its minimum is that of all`()
    throws
  {
    let rows = (0..<4000).map { index -> String in
      let t = Double(index % 97) / 97
      return "\(t),\(1 + 2 * t + Double(index % 7) / 100)"
    }
    let surface = try Surface(
      toml: "loss = \"(x + y t - v)^2\"\ntable = \"t.csv\"", file: "a.toml",
      data: .just("t,v\n" + rows.joined(separator: "\n")))
    #expect(surface.rowCount == 4000)
    let landscape = try surface.landscape()
    let minimum = try #require(surface.minima.first)
    #expect(surface.minima.count == 1)
    #expect(landscape.sample(at: minimum).gradient.length < 1e-12)
    let sketch = try surface.sketch()
    #expect(sketch.rowCount == 500 && sketch.sample(at: minimum).gradient.length < 0.05)
    #expect(try #require(Shipped.named("line32")).sketch().rowCount == 32)
  }

  @Test
  func `every shipped surface is found by the name of its file and by the name that is shown`()
    throws
  {
    for (stem, surface) in Shipped.readable {
      #expect(Naming.folded(stem) == Naming.folded(surface.name), "\(stem)")
      #expect(Shipped.named(stem) == surface && Shipped.named(surface.name) == surface)
    }
  }

  @Test func `a surface over data reads back`() throws {
    for surface in DataTests.shipped {
      let text = surface.toml.joined(separator: "\n")
      #expect(try Surface(toml: text, file: "a.toml") == surface)
    }
  }
}

/// Which rows are seen, and what noise there is.
struct BatchingTests {
  @Test func `an epoch has every row once, in an order of its own`() {
    for count in [1, 2, 3, 10, 32, 100, 1000] {
      let batching = Batching(seed: 3, order: .epochs)
      let epochs = (0..<3).map { batching.rows(done: $0, size: count, of: count) }
      for epoch in epochs { #expect(epoch.sorted() == (0..<Int32(count)).map { $0 }) }
      if count > 9 { #expect(epochs[0] != epochs[1] && epochs[1] != epochs[2]) }
      // Batches that do not divide the table go on into the next epoch.
      let sevens = (0..<count).flatMap { batching.rows(done: $0, size: 7, of: count) }
      let whole = (0..<7).flatMap { batching.rows(done: $0, size: count, of: count) }
      #expect(sevens == whole)
    }
    let other = Batching(seed: 4, order: .epochs)
    #expect(
      other.rows(done: 0, size: 32, of: 32)
        != Batching(seed: 3, order: .epochs).rows(done: 0, size: 32, of: 32))
  }

  @Test func `in turn is as they stand`() {
    let batching = Batching(order: .turn)
    #expect(batching.rows(done: 0, size: 3, of: 5) == [0, 1, 2])
    #expect(batching.rows(done: 1, size: 3, of: 5) == [3, 4, 0])
  }

  @Test func `every row is drawn as often as any other, one draw tells nothing of the next`() {
    let (count, updates) = (10, 20_000)
    for size in [1, 3] {
      let draws = (0..<updates).flatMap { Batching(seed: 9).rows(done: $0, size: size, of: count) }
      var (single, pairs) = ([Int](repeating: 0, count: 10), [Int](repeating: 0, count: 100))
      for (a, b) in zip(draws, draws.dropFirst()) {
        single[Int(a)] += 1
        pairs[Int(10 * a + b)] += 1
      }
      func deviation(_ counts: [Int]) -> Double {
        let mean = Double(draws.count) / Double(counts.count)
        return counts.reduce(0) { $0 + (Double($1) - mean) * (Double($1) - mean) / mean }
      }
      // χ² with 9 and 99 degrees of freedom: beyond this once in some ten thousand.
      #expect(deviation(single) < 34 && deviation(pairs) < 160)
    }
  }

  @Test func `noise has mean 0 and variance 1 on both slopes, which know nothing of each other`() {
    let draws = (0..<20_000).map { Batching(seed: 5).noise(done: $0) }
    let count = Double(draws.count)
    let mean = draws.reduce(.zero, +) / count
    let square = draws.reduce(.zero) { $0 + $1 * $1 } / count
    let product = draws.reduce(0) { $0 + $1.x * $1.y } / count
    #expect(abs(mean.x) < 0.03 && abs(mean.y) < 0.03 && abs(product) < 0.03)
    #expect(abs(square.x - 1) < 0.04 && abs(square.y - 1) < 0.04)
    #expect(draws.allSatisfy { abs($0.x) <= 6 && abs($0.y) <= 6 })
    #expect(Batching(seed: 6).noise(done: 3) != Batching(seed: 5).noise(done: 3))
    let later = zip(draws, draws.dropFirst()).reduce(0) { $0 + $1.0.x * $1.1.x } / count
    #expect(abs(later) < 0.03)
  }

  @Test(arguments: ["line32", "challenger", "neuron"])
  func `the batches of an epoch have the mean of the whole table`(name: String) throws {
    let surface = try #require(Shipped.named(name))
    let landscape = try surface.landscape()
    for size in [1, 2, 4] where surface.rowCount % size == 0 {
      let oracle = SampledOracle(
        landscape, batching: Batching(seed: 1, order: .epochs), batch: size)
      let updates = surface.rowCount / size
      for epoch in 0..<3 {
        let sum = (0..<updates).reduce(Vector.zero) { sum, update in
          sum + oracle.sample(at: surface.start, done: epoch * updates + update).gradient
        }
        let gap = sum / Double(updates) - landscape.sample(at: surface.start).gradient
        #expect(gap.length < 1e-13)
      }
    }
  }

  @Test func `the variance of a drawn batch falls as one over its size`() throws {
    let surface = try #require(Shipped.named("line32"))
    let landscape = try surface.landscape()
    let whole = landscape.sample(at: surface.start).gradient
    let table = (0..<Int32(32)).map { landscape.sample(at: surface.start, rows: [$0]).gradient }
    let spread = table.reduce(0) { $0 + ($1 - whole).dot($1 - whole) } / 32
    for size in [1, 4, 16] {
      let oracle = SampledOracle(landscape, batching: Batching(seed: 2), batch: size)
      let mean = (0..<8000).reduce(0) { sum, done in
        let gap = oracle.sample(at: surface.start, done: done).gradient - whole
        return sum + gap.dot(gap)
      }
      #expect(abs(mean / 8000 * Double(size) / spread - 1) < 0.06, "\(size)")
    }
  }

  @Test func `eight points with seeds of their own see what each would alone`() throws {
    let surface = try #require(Shipped.named("neuron"))
    let landscape = try surface.landscape()
    for order in Batching.Order.allCases {
      let oracle = SampledOracle(
        landscape, batching: Batching(seed: 7, order: order), batch: 3, noise: 0.1)
      let seeds = SIMD8<UInt64>(7, 1, 2, 3, 4, 5, 6, 7)
      var points = EightPoints()
      for lane in 0..<8 { (points[lane], points[8 + lane]) = (Double(lane) / 4, 1 - Double(lane)) }
      for (seeds, isOne) in [(seeds, false), (SIMD8(repeating: 7), true)] {
        let eight = oracle.sample(at: points, done: 11, seeds: isOne ? nil : seeds)
        for lane in 0..<8 {
          let single = SampledOracle(
            landscape, batching: Batching(seed: seeds[lane], order: order), batch: 3, noise: 0.1)
          let one = single.sample(at: Point(points[lane], points[8 + lane]), done: 11)
          #expect(
            one.gradient == Vector(eight.gradient[lane], eight.gradient[8 + lane])
              && one.value == eight.value[lane])
        }
      }
    }
  }
}
