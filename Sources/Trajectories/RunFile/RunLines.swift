import Documents
import Formulas
import Landscapes
import Optimizers

/// The lines of a run file one after the other, computed as they are asked for, so that a long file
/// can be written between other work.
public struct RunLines: Sendable {
  private let writer: RunWriter
  private let landscape: FormulaLandscape
  /// Found once: numbering twins walks through all racers, and rows are many.
  private let handles: [String]
  private var waiting: [String]
  private var racer = 0
  private var rows: (any RowSource)?
  private var written = 0

  /// For each run that ended early so far, a line that says so.
  public private(set) var endings: [String] = []

  /// Prepares the lines of a file.
  ///
  /// - Throws: a `FormulaError` where the surface cannot be compiled.
  public init(_ writer: RunWriter) throws(FormulaError) {
    self.writer = writer
    landscape = try writer.race.surface.landscape()
    handles = writer.race.handles
    waiting = writer.header.map { $0 + "\n" }
    waiting.append((["optimizer", "step"] + Row.columns).joined(separator: "\t") + "\n")
    waiting.reverse()
  }

  /// How much is done, from 0 to 1.
  public var share: Double {
    let rows = Double(writer.race.steps / writer.every + 1)
    return min(1, (Double(racer) * rows + Double(written)) / max(1, Double(handles.count) * rows))
  }

  /// The next line with its end; nil behind the last.
  public mutating func next() -> String? {
    if let line = waiting.popLast() { return line }
    while racer < handles.count {
      let handle = handles[racer]
      if rows == nil {
        rows = writer.rows(of: racer, on: landscape)
        written = 0
      }
      if let row = rows?.next() {
        written += 1
        if !row.isFinite {
          let words =
            landscape.leavesDomain(at: row.point) ? "left the domain of the surface" : "diverged"
          endings.append(
            "\(handle) \(words): its last row is step \(row.step), not finite any more")
        }
        return row.line(handle: handle) + "\n"
      }
      rows = nil
      racer += 1
      // Two blank lines make each optimizer a data set of its own for gnuplot.
      if racer < handles.count { return "\n\n" }
    }
    return nil
  }
}

/// Rows of one racer, computed as they are asked for.
protocol RowSource: Sendable {
  /// The next row, nil behind the last; on the way to it every million updates are told.
  mutating func next(telling done: ((Int) -> Void)?) -> Row?
}

extension RowSource {
  /// The next row; nil behind the last.
  mutating func next() -> Row? { next(telling: nil) }
}

/// The rows along a walk: 0, K, 2K, … and the last.
struct WalkedRows<Rule: Optimizer<Vector>, Source: Oracle>: RowSource {
  private var walk: Walk<Rule, Source>
  private let every: Int
  private var isOver = false

  init(_ walk: Walk<Rule, Source>, every: Int) {
    self.walk = walk
    self.every = every
  }

  mutating func next(telling done: ((Int) -> Void)?) -> Row? {
    while !isOver {
      let million = 1_000_000
      if let done, walk.walker.done % million == 0 { done(walk.walker.done) }
      let row = walk.walker.done % every == 0 || walk.isAtEnd ? Row(walk.walker) : nil
      if walk.isAtEnd {
        isOver = true
      } else {
        let made = walk.walker.done
        walk.advance(to: min((made / every + 1) * every, (made / million + 1) * million))
      }
      if let row { return row }
    }
    return nil
  }
}
