/// What came of computing a recorded run again.
public enum Verification: Sendable, Equatable {
  /// All rows agree bit for bit; how many there were.
  case identical(rows: Int)
  /// Rows differ by rounding alone up to a step, nil to the end.
  case close(rows: Int, untilStep: Int?, handle: String)
  /// A row differs.
  case different(String)

  /// Within this relative difference two runs count as the same computation on another machine.
  public static let closeness = 1e-12

  /// How far rounding may grow from one row to the next.
  static let growth = 1e4
}
