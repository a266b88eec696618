/// A TOML text that was read: a table of keys, each with its place.
public struct Document: Sendable {
  /// All entries of the document.
  public let root: Section

  /// The largest text that is read, in bytes.
  public static let largest = 1_000_000

  /// Reads a text.
  ///
  /// - Parameters:
  ///   - file: its name, for messages.
  ///   - firstLine: where it begins within its file.
  ///   - firstColumn: where its lines begin within those of its file.
  /// - Throws: a `DocumentError` for a text that is too large, nested beyond reason, or not TOML.
  public init(_ text: String, file: String, firstLine: Int = 1, firstColumn: Int = 1)
    throws(DocumentError)
  {
    guard text.utf8.count <= Document.largest else {
      throw DocumentError(file: file, line: nil, message: "larger than 1 MB")
    }
    let source = Source(text, file: file, firstLine: firstLine, firstColumn: firstColumn)
    root = Section(table: try TomlReader.table(of: source), offset: nil, source: source)
  }
}
