/// What is wrong with a file that a reader wrote, and where.
public struct DocumentError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The name of the file, as the reader gave it.
  public var file: String
  /// The line, counted from 1, where it is known.
  public var line: Int?
  /// The column, counted from 1, where it is known.
  public var column: Int?
  /// What is wrong and what to do.
  public var message: String

  /// Creates an error.
  public init(file: String, line: Int?, column: Int? = nil, message: String) {
    self.file = file
    self.line = line
    self.column = column
    self.message = message
  }

  /// File, line, column and message, as compilers print them.
  public var description: String {
    let place = [line, column].compactMap { $0.map { ":\($0)" } }.joined()
    return "\(printable(file))\(place): \(printableLines(message))"
  }
}
