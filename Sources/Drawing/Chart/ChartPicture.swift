/// A quantity over the steps of a race, one line for each optimizer.
public struct ChartPicture: Sendable, Equatable {
  /// One line of the chart.
  public struct Series: Sendable, Equatable {
    /// The quantity, at every step from the first or, where there are very many, at some.
    public var values: [Value]
    /// Which of the colours.
    public var index: Int
    /// Whether it is drawn in dashes, as what stands beside another line.
    public var isDashed = false
    /// Whether its values are bars and no line.
    public var isBars = false

    /// Where its head stands, if not at the cursor.
    public var head: Int?

    /// The quantity at the cursor, as text; empty where there is no readout.
    public var readout = ""
    /// The same in fewer digits, where many have to have room.
    public var shortReadout = ""

    /// Creates a line from the quantity at every step from `first` on.
    public init(
      _ values: [Double], from first: Int = 0, index: Int, readout: String = ""
    ) {
      self.values = Series.thinned(values, from: first)
      self.index = index
      self.readout = readout
    }

    /// A quantity at a step.
    public struct Value: Sendable, Equatable {
      /// The step.
      public var step: Int
      /// The quantity.
      public var height: Double

      /// A quantity at a step.
      public init(step: Int, height: Double) {
        (self.step, self.height) = (step, height)
      }
    }

    /// The most values that are kept: more than any screen has dots across, so that dropping the
    /// rest of a long run leaves no trace.
    static let mostValues = 2400

    /// Of every stretch of a long run its least and its greatest value, in their order.
    private static func thinned(_ values: [Double], from first: Int) -> [Value] {
      let count = values.count
      guard count > mostValues else {
        return values.enumerated().map { Value(step: first + $0.offset, height: $0.element) }
      }
      let stretch = (count * 2 + mostValues - 1) / mostValues
      var kept: [Value] = []
      kept.reserveCapacity(mostValues + 4)
      func keep(_ offset: Int) {
        guard kept.last?.step != first + offset else { return }
        kept.append(Value(step: first + offset, height: values[offset]))
      }
      var start = 0
      while start < count {
        let end = min(start + stretch, count)
        var (low, high) = (start, start)
        for offset in start..<end {
          // A comparison with what is no number is false, and what is no number gives way.
          if values[offset] < values[low] || values[low].isNaN { low = offset }
          if values[offset] > values[high] || values[high].isNaN { high = offset }
        }
        keep(min(low, high))
        keep(max(low, high))
        start = end
      }
      // The last step is what an end is judged by.
      keep(count - 1)
      return kept
    }
  }

  /// Where most of many paths are, over the steps of one line.
  public struct Spread: Sendable, Equatable {
    /// The lower end at every step.
    public var lows: [Double]
    /// The upper end at every step.
    public var highs: [Double]
    /// Which of the colours.
    public var index: Int

    /// Creates a band from step 0 on.
    public init(lows: [Double], highs: [Double], index: Int) {
      (self.lows, self.highs, self.index) = (lows, highs, index)
    }
  }

  /// A height that lines are held against.
  public struct Limit: Sendable, Equatable {
    /// The quantity.
    public var value: Double
    /// What it is, in a few words.
    public var label: String
    /// Which of the colours.
    public var index: Int

    /// Creates a limit.
    public init(value: Double, label: String, index: Int) {
      (self.value, self.label, self.index) = (value, label, index)
    }
  }

  /// Heights that lines are held against, told at their right end.
  public var limits: [Limit] = []
  /// Where most of many paths are, beneath the lines.
  public var spreads: [Spread] = []
  /// The heading.
  public var title: String
  /// The lines.
  public var series: [Series]
  /// The first step of the axis.
  public var firstStep = 0
  /// The last step of the axis.
  public var lastStep: Int
  /// How many steps the numbers of the axis count as one.
  public var unit = 1
  /// Labels of places of the axis, where it does not count steps; empty where it does.
  public var stepLabels: [(step: Int, text: String)] {
    get { labels.map { ($0.step, $0.text) } }
    set { labels = newValue.map { StepLabel(step: $0.step, text: $0.text) } }
  }

  /// A label of a place of the axis.
  struct StepLabel: Sendable, Equatable {
    var step: Int
    var text: String
  }

  var labels: [StepLabel] = []
  /// How far from the lines' starts quantities may go before they are taken for an explosion, on a linear scale.
  public var leastReach = 0.0
  /// Whether nothing of its lines is still to come, wherever the cursor stands.
  public var isPlayedWhole = false
  /// The step that is shown on the maps.
  public var cursor: Int
  /// How quantities become heights.
  public enum Scale: Sendable, Equatable {
    /// As they are.
    case linear
    /// By their logarithm; what is not above 0 has no height.
    case logarithmic
    /// By the logarithm of their size on both sides of 0; evenly within a small size about it.
    case symmetric(linear: Double)
  }

  /// How quantities become heights.
  public var scale: Scale

  /// Creates a chart.
  public init(
    title: String, series: [Series], lastStep: Int, cursor: Int, scale: Scale = .logarithmic
  ) {
    self.title = title
    self.series = series
    self.lastStep = lastStep
    self.cursor = cursor
    self.scale = scale
  }
}
