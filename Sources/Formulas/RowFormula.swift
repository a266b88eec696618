import Documents

/// A formula for each row of a table, ready to run: the mean over all rows or over some, with its derivatives.
///
/// Rows are added up in their order, one after the other, whatever runs side by side: the same rows give the same bits
/// at one point and at eight.
public struct RowFormula: Sendable {
  private let tapes: FormulaTapes
  /// The columns that the formula uses, in the order in which a tape takes them, filled up to whole eights.
  private let columns: [[Double]]
  /// How many rows there are.
  public let rowCount: Int

  /// Compiles a formula with numbers in place of its parameters and columns for the other names.
  ///
  /// - Throws: a `FormulaError` when a name is neither or the second derivatives of a very long formula would outgrow
  ///   memory.
  public init(
    _ formula: Formula, parameters: [String: Double] = [:], table: NumberTable
  ) throws(FormulaError) {
    tapes = try FormulaTapes(formula, parameters: parameters, open: Set(table.names))
    rowCount = table.rowCount
    columns = tapes.inputs.map { name in
      let column = table[name] ?? []
      // What fills an eight up is computed and not counted.
      let missing = (8 - column.count % 8) % 8
      return column + Array(repeating: column.last ?? 0, count: missing)
    }
  }

  /// The operations that value and slopes of one row take together, a measure of their cost.
  public var operations: Int { tapes.gradient.count }

  // MARK: All rows

  /// Adds up what a tape gives for every row, in the order of the rows, and divides by their number.
  @inline(__always)
  private func mean(of tape: Tape, at place: SIMD2<Double>, outputs: Int) -> SIMD4<Double> {
    tape.lend(over: SIMD8<Double>.self) { tape in
      var sums = SIMD4<Double>.zero
      for first in stride(from: 0, to: rowCount, by: 8) {
        tape.inputs[0] = SIMD8(repeating: place.x)
        tape.inputs[1] = SIMD8(repeating: place.y)
        for (index, column) in columns.enumerated() {
          column.withUnsafeBufferPointer { column in
            for lane in 0..<8 { tape.inputs[2 + index][lane] = column[first + lane] }
          }
        }
        tape.run()
        for lane in 0..<min(8, rowCount - first) {
          for output in 0..<outputs { sums[output] += tape[output][lane] }
        }
      }
      return sums / Double(rowCount)
    }
  }

  /// The value alone, the same bits as beside the slopes.
  public func value(at place: SIMD2<Double>) -> Double {
    mean(of: tapes.value, at: place, outputs: 1)[0]
  }

  /// The value and the slopes along x and y.
  public func slopes(at place: SIMD2<Double>) -> (value: Double, slopes: SIMD2<Double>) {
    let mean = mean(of: tapes.gradient, at: place, outputs: 3)
    return (mean[0], SIMD2(mean[1], mean[2]))
  }

  /// The second derivatives by x twice, by both, and by y twice.
  public func curvatures(at place: SIMD2<Double>) -> (xx: Double, xy: Double, yy: Double) {
    let mean = mean(of: tapes.hessian, at: place, outputs: 3)
    return (mean[0], mean[1], mean[2])
  }

  /// Adds up what a tape gives at eight places for some rows, and divides by their number.
  @inline(__always)
  private func mean(
    of tape: Tape, at places: EightPoints, count: Int, outputs: Int,
    fill: (_ inputs: UnsafeMutablePointer<SIMD8<Double>>, _ index: Int) -> Void
  ) -> (SIMD8<Double>, SIMD8<Double>, SIMD8<Double>) {
    tape.lend(over: SIMD8<Double>.self) { tape in
      var sums = (SIMD8<Double>.zero, SIMD8<Double>.zero, SIMD8<Double>.zero)
      for index in 0..<count {
        tape.inputs[0] = places.x
        tape.inputs[1] = places.y
        fill(tape.inputs + 2, index)
        tape.run()
        sums.0 += tape[0]
        if outputs > 1 {
          sums.1 += tape[1]
          sums.2 += tape[2]
        }
      }
      let count = SIMD8(repeating: Double(count))
      return (sums.0 / count, sums.1 / count, sums.2 / count)
    }
  }

  /// The value and the slopes at eight places, the same bits as one by one.
  public func slopes(at places: EightPoints) -> (value: SIMD8<Double>, slopes: EightPoints) {
    let mean = mean(of: tapes.gradient, at: places, count: rowCount, outputs: 3) { inputs, row in
      for (index, column) in columns.enumerated() {
        inputs[index] = SIMD8(repeating: column[row])
      }
    }
    return (mean.0, EightPoints(mean.1, mean.2))
  }

  /// The values at eight places, the same bits as one by one.
  public func values(at places: EightPoints) -> SIMD8<Double> {
    mean(of: tapes.value, at: places, count: rowCount, outputs: 1) { inputs, row in
      for (index, column) in columns.enumerated() {
        inputs[index] = SIMD8(repeating: column[row])
      }
    }.0
  }

  /// Whether a row has no value at a place for another reason than numbers that overflow.
  public func leavesDomain(at place: SIMD2<Double>) -> Bool {
    guard place.x.isFinite, place.y.isFinite else { return false }
    return (0..<rowCount).contains { row in
      tapes.plain.leavesDomain(at: place, inputs: columns.map { $0[row] })
    }
  }

  // MARK: Some rows

  /// The mean over some rows, in their order, with its slopes.
  public func slopes(at place: SIMD2<Double>, rows: [Int32]) -> (
    value: Double, slopes: SIMD2<Double>
  ) {
    tapes.gradient.lend(over: Double.self) { tape in
      var sums = (0.0, 0.0, 0.0)
      for row in rows {
        tape.inputs[0] = place.x
        tape.inputs[1] = place.y
        for (index, column) in columns.enumerated() { tape.inputs[2 + index] = column[Int(row)] }
        tape.run()
        sums.0 += tape[0]
        sums.1 += tape[1]
        sums.2 += tape[2]
      }
      let count = Double(rows.count)
      return (sums.0 / count, SIMD2(sums.1 / count, sums.2 / count))
    }
  }

  /// The mean over some rows at eight places, each with rows of its own: the same bits as one by one.
  ///
  /// - Parameter rows: for each of equally many looks, the row of every place.
  public func slopes(at places: EightPoints, rows: [SIMD8<Int32>]) -> (
    value: SIMD8<Double>, slopes: EightPoints
  ) {
    let mean = mean(of: tapes.gradient, at: places, count: rows.count, outputs: 3) { inputs, look in
      for (index, column) in columns.enumerated() {
        for lane in 0..<8 { inputs[index][lane] = column[Int(rows[look][lane])] }
      }
    }
    return (mean.0, EightPoints(mean.1, mean.2))
  }
}
