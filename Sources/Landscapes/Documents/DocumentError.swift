/// What is wrong with a file that a reader wrote, and where.
public struct DocumentError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The name of the file, as the reader gave it.
  public var file: String
  /// The line, counted from 1, where it is known.
  public var line: Int?
  /// What is wrong and what to do.
  public var message: String

  /// Creates an error.
  public init(file: String, line: Int?, message: String) {
    self.file = file
    self.line = line
    self.message = message
  }

  /// File, line and message, as compilers print them.
  public var description: String {
    line.map { "\(file):\($0): \(message)" } ?? "\(file): \(message)"
  }
}
