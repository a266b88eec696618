import TOMLKit

/// A TOML text that was read, with what is needed to say where something in it is wrong.
public struct Document: Sendable {
  /// The name of the file, for messages.
  public let file: String
  /// The number of the first line of the text within its file.
  public let firstLine: Int
  private let lines: [Substring]
  /// All entries of the document.
  public let root: Section

  /// The largest text that is read, in bytes.
  public static let largest = 1_000_000

  /// Reads a text.
  ///
  /// - Throws: a `DocumentError` for a text that is too large, nested beyond reason (the library
  ///   would exhaust the stack), or not TOML.
  ///
  /// - Parameters:
  ///   - file: its name, for messages.
  ///   - firstLine: where it begins within its file.
  ///   - firstColumn: where its lines begin within those of its file.
  public init(_ text: String, file: String, firstLine: Int = 1, firstColumn: Int = 1)
    throws(DocumentError)
  {
    guard text.utf8.count <= Document.largest else {
      throw DocumentError(file: file, line: nil, message: "larger than 1 MB")
    }
    self.file = file
    self.firstLine = firstLine
    lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
    if let finding = Prescan.finding(in: text) {
      throw DocumentError(
        file: file, line: firstLine + finding.line, message: finding.message)
    }
    do {
      guard case .table(let entries) = Entry(table: try TOMLTable(string: text)) else {
        throw DocumentError(file: file, line: nil, message: "not a TOML document")
      }
      root = Section(
        entries: entries, path: [], file: file, firstLine: firstLine, firstColumn: firstColumn,
        lines: lines)
    } catch let error as DocumentError {
      throw error
    } catch let error as TOMLParseError {
      let begin = error.source.begin
      throw DocumentError(
        file: file, line: firstLine + begin.line - 1, column: firstColumn + begin.column - 1,
        message: printable(error.description))
    } catch {
      throw DocumentError(file: file, line: nil, message: "not a TOML document")
    }
  }
}
