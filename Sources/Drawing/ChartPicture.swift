/// A quantity over the steps of a race, one line for each optimizer.
public struct ChartPicture: Sendable, Equatable {
  /// One line of the chart.
  public struct Series: Sendable, Equatable {
    /// The quantity at every step, from step 0.
    public var values: [Double]
    /// Which of the colours.
    public var index: Int

    /// The quantity at the cursor, as text; empty where there is no readout.
    public var readout = ""

    /// Creates a line.
    public init(values: [Double], index: Int, readout: String = "") {
      self.values = values
      self.index = index
      self.readout = readout
    }
  }

  /// The heading.
  public var title: String
  /// The lines.
  public var series: [Series]
  /// The last step of the axis.
  public var lastStep: Int
  /// The step that is shown on the maps.
  public var cursor: Int
  /// Whether the height is logarithmic.
  public var isLogarithmic: Bool

  /// Creates a chart.
  public init(
    title: String, series: [Series], lastStep: Int, cursor: Int, isLogarithmic: Bool = true
  ) {
    self.title = title
    self.series = series
    self.lastStep = lastStep
    self.cursor = cursor
    self.isLogarithmic = isLogarithmic
  }
}
