import Landscapes
import Optimizers
import Surfaces
import Testing
import Trajectories

@testable import Sweeps

struct VariationTests {
  @Test func `values run from end to end, and a value's place is its number`() throws {
    for (spacing, low, high) in [
      (Variation.Spacing.log, 1e-4, 1.0), (.linear, -2, 5), (.memory, 0, 0.999), (.log, 1, 1e-3),
    ] {
      for count in [2, 3, 64, 257] {
        let axis = Variation(.knob("eta"), from: low, to: high, count: count, spacing)
        #expect(axis.values.count == count && axis.values.first == low && axis.values.last == high)
        for (index, value) in axis.values.enumerated() {
          #expect(abs(axis.place(of: value) - Double(index)) < 0.02 * Double(count))
          #expect(axis.nearest(to: value) == index)
        }
        let isRising = low < high
        #expect(zip(axis.values, axis.values.dropFirst()).allSatisfy { ($0 < $1) == isRising })
      }
    }
    let single = Variation(.knob("eta"), from: 3, to: 9, count: 1, .linear)
    #expect(single.values == [3] && single.nearest(to: 100) == 0)
  }

  @Test func `values that four digits would not tell apart have more`() {
    for (low, high, spacing) in [
      (0.0100001, 0.0100002, Variation.Spacing.log), (0.9, 0.900001, .memory), (1, 1.01, .log),
    ] {
      let values = Variation(.knob("eta"), from: low, to: high, count: 64, spacing).values
      #expect(zip(values, values.dropFirst()).allSatisfy { $0 < $1 })
      #expect(values.allSatisfy { (low...high).contains($0) })
    }
    // Ends that only their last digits tell apart have one logarithm: no place is no number.
    let axis = Variation(.knob("beta"), from: 0, to: 1e-20, count: 2, .memory)
    #expect(axis.place(of: 0) == 0 && axis.nearest(to: 1e-20) == 0)
  }

  @Test func `a memory's values are even in how long it lasts`() {
    let values = Variation(.knob("beta"), from: 0, to: 0.99, count: 3, .memory).values
    #expect(values == [0, 0.9, 0.99])
  }

  @Test func `starts lie in the middle of tiles, as the terrain of a map`() {
    let axes = Variation.starts(in: View(x: -2...2, y: 0...1), columns: 4, rows: 2)
    #expect(axes[0].values == [-1.5, -0.5, 0.5, 1.5] && axes[1].values == [0.25, 0.75])
  }

  @Test(arguments: [
    ("eta=1e-4:1e-1:4log", [1e-4, 1e-3, 1e-2, 1e-1]), ("η=1:3:3linear", [1, 2, 3]),
    ("beta=0:0.99:3", [0, 0.9, 0.99]), ("lr=0.01:1:3", [0.01, 0.1, 1]),
    ("epsilon=1e-8:1e-6:3", [1e-8, 1e-7, 1e-6]),
  ])
  func `what varies is read as people write it`(text: String, values: [Double]) throws {
    let axes = try Variation.read(text, of: try Racer("adam"), in: View(x: -1...1, y: -1...1))
    #expect(axes.count == 1)
    #expect(zip(axes[0].values, values).allSatisfy { abs($0 - $1) <= 1e-3 * $1 })
  }

  @Test(arguments: [
    ("eta", "takes KNOB=FROM:TO:COUNT"), ("eta=1:2", "takes KNOB=FROM:TO:COUNT"),
    ("eta=1:2:3:4", "takes KNOB"), ("eta=0:1:5log", "above 0"), ("eta=a:1:5", "must be a number"),
    ("eta=1:2:0", "whole number from 1"), ("eta=1:2:70000", "whole number from 1"),
    ("eta=1:2:5cubic", "no scale"), ("beta=0:1:5", "out of range"), ("foo=1:2:3", "no knob 'foo'"),
    ("epsilon-at=1:2:3", "must be one of"), ("start:4", "start:COLUMNSxROWS"),
    ("start:4x0", "start:COLUMNSxROWS"), ("start:99999999x2", "start:COLUMNSxROWS"),
    ("eta=-1:1:3", "out of range"), ("eta=1e400:1:3", "must be a number"),
  ])
  func `what cannot vary is refused with the reason`(text: String, words: String) throws {
    let error = #expect(throws: SweepError.self) {
      _ = try Variation.read(text, of: try Racer("adam"), in: View(x: -1...1, y: -1...1))
    }
    #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
  }

  @Test func `a sweep refuses what it cannot do`() throws {
    var race = Race(surface: try #require(Shipped.named("rosenbrock")), racers: [try Racer("adam")])
    try race.settleRates()
    let landscape = try race.surface.landscape()
    let eta = Variation(.knob("eta"), from: 1, to: 2, count: 3, .linear)
    for (axes, words) in [
      ([], "one or two"), ([eta, eta, eta], "one or two"), ([eta, eta], "two ways"),
      ([Variation(.knob("warmup"), from: 1, to: 2, count: 2, .linear)], "cannot vary: all races"),
      ([Variation(.knob("form"), from: 1, to: 2, count: 2, .linear)], "no knob"),
      ([Variation(.knob("epsilon-at"), from: 1, to: 2, count: 2, .linear)], "word"),
      ([Variation(.knob("beta"), from: 0, to: 2, count: 2, .linear)], "out of range"),
      (Variation.starts(in: race.surface.view, columns: 60_000, rows: 60_000), "at most"),
    ] {
      let error = #expect(throws: SweepError.self) {
        _ = try Sweep(of: race, varying: axes, on: landscape)
      }
      #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
    }
  }

  /// The values that are worth a look hold the present one, for every number of every rule.
  @Test(arguments: Catalog.rules.map(\.card.name))
  func `usual values are in range and hold the present one`(name: String) throws {
    for surface in ["rosenbrock", "ravine-d2l"] {
      let surface = try #require(Shipped.named(surface))
      var race = Race(surface: surface, racers: [try Racer(name)])
      try race.settleRates()
      let landscape = try surface.landscape()
      let racer = race.racers[0]
      #expect(!Variation.usualKnobs(of: racer).isEmpty)
      for knob in racer.rule.knobDescriptions {
        guard case .number(let range, _) = knob.kind, case .number(let now)? = racer[knob.key]
        else {
          #expect(Variation.usual(knob.key, of: racer, on: surface, landscape, count: 9) == nil)
          continue
        }
        let axis = try #require(
          Variation.usual(knob.key, of: racer, on: surface, landscape, count: 9),
          "\(name) \(knob.key)")
        #expect(axis.values.allSatisfy { range.contains($0) && $0.isFinite }, "\(name) \(knob.key)")
        let place = axis.place(of: now)
        #expect(
          now == 0 || (-0.01...8.01).contains(place), "\(name) \(knob.key) \(now): \(axis.values)")
        _ = try Sweep(of: race, varying: [axis], on: landscape)
      }
    }
  }
}
