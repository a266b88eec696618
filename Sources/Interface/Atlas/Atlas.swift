import Drawing
import Landscapes
import Optimizers
import Sweeps
import Trajectories

/// Every race beside the one that is shown: a sweep about the racer in focus, which stays while what it varies is turned and
/// begins anew with everything else.
public struct Atlas: Sendable {
  /// What is asked of the races, where the knobs vary.
  var measure = Measure.steps
  /// The knobs that vary; none for those that say most.
  var knobs: [KnobKey] = []
  /// How far above the lowest known minimum a loss counts as arrived; nil for a thousandth of the start's height.
  var tolerance: Double?
  /// The races, as far as they have run; nil where nothing is asked.
  private(set) var computation: SweepComputation?
  /// What theory says of them; nil where it says nothing.
  private(set) var theory: AtlasTheory?
  /// The axes that suit the present surface and rule, found once.
  private var axes: (basis: Basis, axes: [Variation])?
  /// The places of the present surface at which races end, found once.
  private var places: (surface: Surface, places: [StationaryPoint])?
  /// Why there is no map; nil where there is one.
  private(set) var complaint: String?

  /// What axes depend on.
  private struct Basis: Equatable {
    var surface: Surface
    var rule: String
    var words: [KnobValue]
    var knobs: [KnobKey]
    var counts: [Int]
  }

  /// An atlas that is not open.
  public init() {}

  /// The axes of some knobs: as they are, while the present values lie on them.
  mutating func axes(
    of keys: [KnobKey], _ racer: Racer, on surface: Surface, _ landscape: FormulaLandscape,
    counts: [Int]
  ) -> [Variation] {
    let words = racer.rule.knobDescriptions.compactMap { knob -> KnobValue? in
      guard case .choice = knob.kind else { return nil }
      return racer[knob.key]
    }
    let basis = Basis(
      surface: surface, rule: racer.rule.card.name + (racer.definition?.equations ?? ""),
      words: words, knobs: keys, counts: counts)
    if let axes, axes.basis == basis,
      zip(keys, axes.axes).allSatisfy({ key, axis in
        racer.rule.number(key).map { axis.holds($0) } == true
      })
    {
      return axes.axes
    }
    let found = zip(keys, counts).compactMap { key, count in
      Variation.usual(key, of: racer, on: surface, landscape, count: count)
    }
    axes = (basis, found)
    return found
  }

  private mutating func places(of sweep: Sweep, on landscape: FormulaLandscape)
    -> [StationaryPoint]?
  {
    guard sweep.measure == .minimum else { return nil }
    if let places, places.surface == sweep.race.surface { return places.places }
    let found = Sweep.places(of: sweep.race.surface, on: landscape)
    places = (sweep.race.surface, found)
    return found
  }

  /// Whether there is something left to compute.
  var isComputing: Bool { computation?.isFinished == false || theory?.isFinished == false }

  /// Asks nothing any more.
  mutating func close() {
    computation = nil
    theory = nil
    complaint = nil
  }

  /// Says why nothing can be asked.
  mutating func refuse(_ words: String) {
    close()
    complaint = words
  }

  /// Asks a question, unless it is the one that is being answered.
  ///
  /// - Returns: whether it is another one.
  mutating func ask(_ sweep: Sweep, on landscape: FormulaLandscape, processors: Int) -> Bool {
    guard computation?.sweep != sweep else { return false }
    complaint = nil
    computation = SweepComputation(
      sweep, on: landscape, order: Atlas.order(of: sweep),
      places: places(of: sweep, on: landscape), processors: processors)
    theory = AtlasTheory(of: sweep, on: landscape)
    return true
  }

  /// Goes on for a few milliseconds.
  mutating func compute() {
    if var now = computation, !now.isFinished {
      // Taken out, or every slice would copy all cells.
      computation = nil
      now.advance()
      computation = now
    } else {
      theory?.advance()
    }
  }

  /// Coarse first: every eighth cell of every eighth row, then those between, each time half as far apart.
  static func order(of sweep: Sweep) -> [Int] {
    let (columns, rows) = sweep.size
    var order: [Int] = []
    order.reserveCapacity(columns * rows)
    for (pass, stride) in strides.enumerated() {
      for row in 0..<rows where row % stride == 0 {
        for column in 0..<columns where column % stride == 0 {
          let wasThere = pass > 0 && row % (2 * stride) == 0 && column % (2 * stride) == 0
          if !wasThere { order.append(row * columns + column) }
        }
      }
    }
    return order
  }

  private static let strides = [8, 4, 2, 1]

  /// What is known of a cell: itself, or as long as it is not there a coarser one.
  func cell(column: Int, row: Int) -> SweepCell? {
    guard let computation else { return nil }
    let columns = computation.sweep.size.columns
    for stride in Atlas.strides.reversed() {
      if let cell = computation.cells[
        (row - row % stride) * columns + column - column % stride]
      {
        return cell
      }
    }
    return nil
  }
}

extension Model {
  /// Whether something is being computed that is shown.
  public var isComputing: Bool {
    track.computation != nil || track.isMeasuring || atlas.isComputing
  }

  /// Keeps the atlas at what is shown: asks anew where something else than what it varies has changed, and draws the first
  /// coarse map at once.
  ///
  /// - Parameter processors: how many groups of races run at the same time.
  public mutating func followAtlas(processors: Int) {
    settleCross()
    guard let kind = stage.pane?.sweeps, let room = atlasRoom else { return atlas.close() }
    do {
      let sweep = try question(kind, columns: room.columns, rows: room.rows * 2)
      if track.computation != nil {
        // The paths come first, and nobody is shown the races of another question.
        if atlas.computation?.sweep != sweep { atlas.close() }
        return
      }
      if atlas.ask(sweep, on: track.landscape, processors: processors) {
        // A few slices: what a frame has time for.
        for _ in 0..<3 { atlas.compute() }
      }
    } catch {
      atlas.refuse(error.description)
    }
  }

  /// Computes all of the atlas that is open.
  public mutating func finishAtlas() {
    followAtlas(processors: 2)
    while atlas.isComputing { atlas.compute() }
  }

  /// The cells of the tiles of the atlas; nil where it has no room.
  var atlasRoom: CellRect? {
    guard stage.pane?.sweeps != nil,
      let pane = Screen(model: self, columns: size.columns, rows: size.rows).layout?.pane
    else { return nil }
    let plot = HeatPicture.plot(in: pane)
    return plot.columns > 3 && plot.rows > 0 ? plot : nil
  }

  /// The question of the atlas, with what varies at one value, so that turning it asks nothing else.
  private mutating func question(
    _ kind: Stage.Pane.Sweeping, columns: Int, rows: Int
  ) throws(SweepError) -> Sweep {
    var race = race
    let racer = focused
    let axes: [Variation]
    switch kind {
    case .starts: axes = Variation.starts(in: view, columns: columns, rows: rows)
    case .knobs:
      let keys = atlas.knobs.isEmpty ? Variation.usualKnobs(of: racer) : atlas.knobs
      axes = atlas.axes(
        of: keys, racer, on: race.surface, track.landscape, counts: [columns, rows])
      guard axes.count == keys.count, !axes.isEmpty else {
        let missing = keys.first { racer.rule[$0] == nil }
        throw SweepError(
          missing.map { "\(racer.rule.card.title) has no \($0): :atlas KNOB KNOB takes others" }
            ?? "\(racer.rule.card.title) has no number that could vary")
      }
    }
    for other in race.racers.indices.reversed() where other != stage.focus {
      race.removeRacer(other)
    }
    race.racers[0].label = nil
    race.racers[0].given = []
    for axis in axes {
      let value = axis.values.first ?? 0
      switch axis.subject {
      case .knob(let key):
        race.turn(0, key, to: .number(value))
        race.racers[0].given = []
      case .startX: race.start.x = value
      case .startY: race.start.y = value
      }
    }
    return try Sweep(
      of: race, varying: axes, measure: kind == .starts ? .minimum : atlas.measure,
      tolerance: kind == .starts ? 0 : atlas.tolerance, on: track.landscape)
  }
}

extension Stage.Pane {
  /// What a pane shows the races of.
  enum Sweeping: Sendable {
    /// Those with other knobs.
    case knobs
    /// Those from other starts.
    case starts
  }

  /// What it shows the races of; nil for a pane that explains.
  var sweeps: Sweeping? {
    switch self {
    case .atlas: return .knobs
    case .basins: return .starts
    case .why, .theory, .data: return nil
    }
  }
}
