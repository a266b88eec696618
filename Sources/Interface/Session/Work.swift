/// A long piece of work that goes on beside the race.
public struct Work: Sendable, Equatable {
  /// What is done.
  public var words: String
  /// How much of it is done, from 0 to 1.
  public var share: Double

  /// Describes a piece of work.
  public init(words: String, share: Double) {
    self.words = words
    self.share = share
  }
}
